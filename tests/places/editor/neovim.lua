-- Neovim as a person uses it, without a screen: a fault is typed, seen, and fixed; each action is applied. What it saw is printed.
local program, folder = vim.env.OSWEB_CONFIG, vim.env.OSWEB_FOLDER
vim.lsp.config("osweb_config", { cmd = { program, "lsp" }, filetypes = { "yaml" } })
vim.lsp.enable("osweb_config")
vim.cmd.filetype("on")
-- Nobody answers a question here: a fault of this script ends the editor.
vim.defer_fn(function() vim.cmd("cquit 3") end, 120000)

local function rules()
  local found = vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))
  table.sort(found)
  return table.concat(found, " ")
end

local function fail(why)
  io.stdout:write(why .. "\n")
  vim.cmd("cquit 1")
end

local function expect(wanted)
  if not vim.wait(20000, function() return rules() == wanted end, 20) then
    fail("expected [" .. wanted .. "], found [" .. rules() .. "]")
  end
end

local function type(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "xt", false)
end

local function open(name)
  vim.cmd("edit! " .. vim.fs.joinpath(folder, name))
  local started = vim.wait(20000, function()
    local client = vim.lsp.get_clients({ bufnr = 0 })[1]
    return client ~= nil and client.initialized
  end, 20)
  if not started then vim.cmd("cquit 2") end
end

local function act(place, title, only)
  vim.fn.cursor(1, 1)
  vim.fn.search(place)
  local before = vim.b.changedtick
  local context = { only = only and { only }, diagnostics = vim.lsp.diagnostic.from(vim.diagnostic.get(0)) }
  vim.lsp.buf.code_action({ context = context, apply = true, filter = function(one) return vim.startswith(one.title, title) end })
  if not vim.wait(20000, function() return vim.b.changedtick ~= before end, 20) then fail("nothing came of " .. title) end
end

local function write(name) vim.cmd("write! " .. vim.fs.joinpath(folder, name)) end

local function faulty()
  open("osweb-prod.yml")
  expect("")
  vim.fn.search("TLS")
  type("ciwt<Esc>")
  expect("encryption-not-tls")
  type("als<Esc>")
  expect("encryption-not-tls")
end

faulty()
type("ciwTLS<Esc>")
expect("")
write("unchanged.yml")
faulty()
act("tls", "Write `TLS`", "quickfix")
expect("")
write("fixed.yml")
faulty()
act("tls", "Apply all safe fixes", "source.fixAll")
expect("")
write("all-fixed.yml")
faulty()
act("tls", "Ignore encryption-not-tls here", "quickfix")
expect("")
act("oAuthClientSecret", "Write down when the client secret expires", "quickfix")
expect("secret-expires")
write("ignored.yml")
open("osweb-legacy.yml")
expect("authentication-not-ms-oauth basic-auth-leftover")
act("smtpServer", "Migrate to OAuth2", "refactor.rewrite")
write("migrated.yml")
vim.cmd("qall!")
