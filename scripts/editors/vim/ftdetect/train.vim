autocmd BufNewFile,BufRead *.train setfiletype train
