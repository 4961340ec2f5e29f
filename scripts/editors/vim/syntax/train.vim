if exists('b:current_syntax')
  finish
endif

syntax match trainItem /^\(edition\|import\|schema\|operator\|workflow\|test\)\>/
syntax match trainName /\(^\(schema\|operator\|workflow\)\s\+\)\@<=[A-Za-z_][A-Za-z0-9_.]*/
syntax keyword trainStatement if else for return yield require finally tune after as
syntax keyword trainOperator and or not in
syntax keyword trainBoolean true false
syntax match trainOutcome /\(\<else\s\+\)\@<=\(skip\|fail\)\>/
syntax keyword trainType Int Float Bool String Duration Bytes Path Uri Date Instant Secret Name
syntax keyword trainType Column Schema Call List Dataset Model Report File Image ModelVersion
syntax keyword trainType Endpoint
syntax match trainField /\.\@<=[A-Za-z_][A-Za-z0-9_]*/
syntax match trainCall /\<[A-Za-z_][A-Za-z0-9_.]*(\@=/
syntax match trainArgument /\<[A-Za-z_][A-Za-z0-9_]*\s*:\@=/
syntax match trainNumber /\<[0-9][0-9_]*\(\.[0-9]\+\)\?\([eE][+-]\?[0-9]\+\)\?%\?/ nextgroup=trainUnit skipwhite
syntax match trainUnit /\<\(ms\|s\|min\|h\|days\?\|weeks\?\|[kMGT]\?B\|[KMGT]iB\|[cg]pu_h\)\>/ contained
syntax region trainText start=/"/ skip=/\\./ end=/"/ oneline contains=trainEscape,trainInsertion
syntax region trainText start=/"""/ skip=/\\./ end=/"""/ contains=trainEscape,trainInsertion
syntax match trainEscape /\\\(u{[0-9A-Fa-f]\+}\|.\)/ contained
syntax region trainInsertion matchgroup=trainEscape start=/\${/ end=/}/ contained contains=TOP
syntax match trainQuoted /`[^`]*`/
syntax match trainComment /#.*$/ contains=@Spell
syntax match trainDocumentation /\/\/\/.*$/ contains=@Spell

highlight default link trainItem Structure
highlight default link trainName Function
highlight default link trainStatement Statement
highlight default link trainOperator Operator
highlight default link trainBoolean Boolean
highlight default link trainOutcome Statement
highlight default link trainType Type
highlight default link trainField Identifier
highlight default link trainCall Function
highlight default link trainArgument Label
highlight default link trainNumber Number
highlight default link trainUnit Special
highlight default link trainText String
highlight default link trainEscape SpecialChar
highlight default link trainQuoted Identifier
highlight default link trainComment Comment
highlight default link trainDocumentation SpecialComment

let b:current_syntax = 'train'
