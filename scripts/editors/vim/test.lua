-- The steps of scripts/test-editor, for Neovim 0.7 and later.

local SECONDS = 60
local buffer = vim.api.nvim_get_current_buf()

local function finish(status)
  io.stdout:write("\n")
  vim.cmd(status == 0 and "qall!" or "cquit! " .. status)
end

local function fail(name, why)
  io.stdout:write(("FAILED  %s: %s\n"):format(name, why))
  finish(1)
end

local function check(name, holds, why)
  if not holds then
    fail(name, why)
    -- Quitting takes effect when the script gives back control.
    error(name)
  end
  io.stdout:write(("ok      %s\n"):format(name))
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
end

-- Where a text is, its beginning, as the editor counts: lines from 0, bytes.
local function find(wanted)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local start = line:find(wanted, 1, true)
    if start then
      return number - 1, start - 1
    end
  end
  error("There is no `" .. wanted .. "` in the buffer.")
end

local function go(wanted, further)
  local line, column = find(wanted)
  vim.api.nvim_win_set_cursor(0, { line + 1, column + (further or 0) })
end

local id = vim.lsp.start_client({
  name = "trainmaster",
  cmd = { vim.env.TRAINMASTER, "lsp" },
  root_dir = vim.fn.getcwd(),
})
check("the server starts", id ~= nil, "start_client gave nothing")
vim.lsp.buf_attach_client(buffer, id)
local client = vim.lsp.get_client_by_id(id)
local encoding = client.offset_encoding

local function diagnostics()
  return vim.diagnostic.get(buffer)
end

local function wait(name, condition)
  local done = vim.wait(SECONDS * 1000, condition, 20)
  check(name, done, "not within " .. SECONDS .. " seconds; the buffer is:\n" .. text())
end

local function request(method, params)
  local answer, why = client.request_sync(method, params, SECONDS * 1000, buffer)
  if answer == nil or answer.err then
    fail(method, why or vim.inspect(answer and answer.err))
    error(method)
  end
  return answer.result
end

local function position()
  return vim.lsp.util.make_position_params(0, encoding)
end

wait("a mistake is told of as the file opens", function()
  return #diagnostics() == 1 and diagnostics()[1].code == "E0303"
end)

go("train.gtb")
local here = vim.lsp.util.make_range_params(0, encoding)
here.context = { diagnostics = {} }
local actions = request("textDocument/codeAction", here)
check("a fix is offered", #actions == 1, vim.inspect(actions))
vim.lsp.util.apply_workspace_edit(actions[1].edit, encoding)
check("the fix is applied", text():find("train.gbt(parts.train", 1, true) ~= nil, text())
wait("the mistake is gone", function()
  return #diagnostics() == 0
end)

go("train.gbt")
local hover = request("textDocument/hover", position())
check(
  "hover shows the signature",
  hover and hover.contents.value:find("train.gbt(", 1, true) ~= nil,
  vim.inspect(hover)
)

go("least: Float")
local renamed = position()
renamed.newName = "min_auc"
vim.lsp.util.apply_workspace_edit(request("textDocument/rename", renamed), encoding)
check(
  "a parameter is renamed where it is used",
  text():find("report.auc >= min_auc", 1, true) and not text():find("least", 1, true),
  text()
)

local line = find("  return report")
vim.api.nvim_buf_set_lines(buffer, line, line, false, { "  extra  = split(raw, tra" })
vim.api.nvim_win_set_cursor(0, { line + 1, 24 })
wait("a line that is half written is told of", function()
  return #diagnostics() > 0
end)
vim.api.nvim_win_set_cursor(0, { line + 1, #"  extra  = split(raw, tra" })
local place = position()
place.position = { line = line, character = #"  extra  = split(raw, tra" }
local offered = request("textDocument/completion", place)
local item
for _, one in ipairs(offered.items or offered) do
  if one.label == "train" then
    item = one
  end
end
check("an argument is offered", item ~= nil, vim.inspect(offered))
vim.lsp.util.apply_text_edits({ item.textEdit }, buffer, encoding)
check("the offer is taken", text():find("split(raw, train: ", 1, true) ~= nil, text())
vim.api.nvim_buf_set_lines(buffer, line, line + 1, false, {})
wait("without the line all is well", function()
  return #diagnostics() == 0
end)

if client.server_capabilities.documentFormattingProvider then
  local raw = find("  raw ")
  vim.api.nvim_buf_set_lines(buffer, raw, raw + 1, false, { "      raw=ingest.csv( data )" })
  local options = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
  options.options = { tabSize = 2, insertSpaces = true }
  local edits = request("textDocument/formatting", options)
  vim.lsp.util.apply_text_edits(edits, buffer, encoding)
  check("the layout is restored", text():find("ingest.csv(data)", 1, true) ~= nil, text())
else
  io.stdout:write("left    the server does not format\n")
end

vim.lsp.stop_client(id)
wait("the server goes", function()
  return client.is_stopped()
end)
io.stdout:write("All steps passed.\n")
finish(0)
