-- Neovim as a person uses it, without a screen: a fault is typed, seen, and fixed. What it saw is printed.
local program, file = vim.env.OSWEB_CONFIG, vim.env.OSWEB_FILE
vim.lsp.config("osweb_config", { cmd = { program, "lsp" }, filetypes = { "yaml" } })
vim.lsp.enable("osweb_config")
vim.cmd.filetype("on")
vim.cmd.edit(file)
-- Nobody answers a question here: a fault of this script ends the editor.
vim.defer_fn(function() vim.cmd("cquit 3") end, 60000)

local function rules()
  local found = vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))
  table.sort(found)
  return table.concat(found, " ")
end

local function expect(wanted)
  if not vim.wait(20000, function() return rules() == wanted end, 20) then
    io.stdout:write("expected [" .. wanted .. "], found [" .. rules() .. "]\n")
    vim.cmd("cquit 1")
  end
end

local function type(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "xt", false)
end

local started = vim.wait(20000, function()
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  return client ~= nil and client.initialized
end, 20)
if not started then vim.cmd("cquit 2") end
expect("")
vim.fn.search("TLS")
type("ciwt<Esc>")
expect("encryption-not-tls")
type("als<Esc>")
expect("encryption-not-tls")
vim.lsp.buf.code_action({ context = { only = { "source.fixAll" }, diagnostics = {} }, apply = true })
expect("")
vim.cmd.write()
vim.cmd("qall!")
