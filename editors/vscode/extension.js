// Starts the language server and gives its commands a place in the menu. All that is known of files is the server's.
"use strict";

const fs = require("fs");
const path = require("path");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SECTION = "osweb-config";
const PREVIEW = "osweb-config-preview";
/** The server's command behind its action *Explain*. */
const SHOW_RULE = `${SECTION}.showRule`;

let client;

/** The program: what the settings name, what the extension brings along, what the system finds. */
function program(context) {
  const named = vscode.workspace.getConfiguration(SECTION).get("path");
  if (named) return named;
  const own = path.join(context.extensionPath, "bin", process.platform === "win32" ? "osweb-config.exe" : "osweb-config");
  return fs.existsSync(own) ? own : "osweb-config";
}

async function start(context) {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const files = settings.get("files");
  const names = files.length > 0 ? files : ["osweb*.yml", "osweb*.yaml"];
  const command = program(context);
  client = new LanguageClient(
    SECTION,
    SECTION,
    { command, args: ["lsp"] },
    {
      documentSelector: names.flatMap((name) => [
        { scheme: "file", pattern: `**/${name}` },
        { scheme: "untitled", pattern: `**/${name}` },
      ]),
      initializationOptions: settings,
      middleware: {
        // The server would open what the rule is based on in a browser: the page itself is at hand.
        executeCommand: (name, args, next) => (name === SHOW_RULE ? showRule(context, args[0]) : next(name, args)),
      },
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `osweb-config: ${command} cannot be started (${error.message}). Install the program or name it in the setting osweb-config.path.`,
    );
  }
}

/** Runs the program in a terminal, without a shell that would take the file's name apart. */
function terminal(context, name, args, cwd) {
  const shown = vscode.window.createTerminal({ name, cwd, shellPath: program(context), shellArgs: args });
  shown.show();
}

/** Runs the program on the file in the editor, as it is on disk. */
async function onFile(context, name, args) {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.uri.scheme !== "file") {
    vscode.window.showInformationMessage("osweb-config: open the file that is meant first.");
    return;
  }
  if (await editor.document.save()) {
    const file = editor.document.uri.fsPath;
    terminal(context, name, [...args, file], path.dirname(file));
  }
}

function explain(context) {
  const editor = vscode.window.activeTextEditor;
  const found = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const here = found.find((one) => one.source === SECTION && one.range.contains(editor.selection.active));
  if (!here) {
    vscode.window.showInformationMessage("osweb-config: there is nothing to be explained at the cursor.");
    return;
  }
  const rule = typeof here.code === "object" ? here.code.value : here.code;
  showRule(context, String(rule));
}

function showRule(context, rule) {
  terminal(context, `explain ${rule}`, ["explain", rule]);
}

const previews = new Map();

/** Shows what the migration would change, and applies it once it is agreed to. */
async function migrate() {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const document = editor.document;
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const kind = vscode.CodeActionKind.RefactorRewrite.value;
  /** @type {vscode.CodeAction[]} */
  const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, whole, kind);
  const action = (actions || []).find((one) => one.edit && one.title.startsWith("Migrate to OAuth2"));
  if (!action) {
    vscode.window.showInformationMessage(
      "osweb-config: there is nothing to migrate, or `osweb-config migrate` in a terminal says what is in the way.",
    );
    return;
  }
  let text = document.getText();
  const edits = action.edit.get(document.uri).map(({ range, newText }) => ({
    from: document.offsetAt(range.start),
    to: document.offsetAt(range.end),
    newText,
  }));
  for (const { from, to, newText } of edits.sort((one, other) => other.from - one.from)) {
    text = text.slice(0, from) + newText + text.slice(to);
  }
  const preview = vscode.Uri.from({ scheme: PREVIEW, path: document.uri.path, query: String(Date.now()) });
  previews.set(preview.toString(), text);
  const version = document.version;
  await vscode.commands.executeCommand("vscode.diff", document.uri, preview, `${path.basename(document.uri.path)}: migrated`);
  const answer = await vscode.window.showInformationMessage("Apply the migration? Values that only you know become placeholders.", "Apply");
  previews.delete(preview.toString());
  if (answer === "Apply" && document.version === version) await vscode.workspace.applyEdit(action.edit);
}

async function activate(context) {
  const register = (name, act) => context.subscriptions.push(vscode.commands.registerCommand(`${SECTION}.${name}`, act));
  register("check", () => onFile(context, "osweb-config check", ["check"]));
  register("live", () => onFile(context, "osweb-config check --live", ["check", "--live"]));
  register("explain", () => explain(context));
  register("migrate", migrate);
  register("restart", async () => {
    await deactivate();
    await start(context);
  });
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(PREVIEW, {
      provideTextDocumentContent: (uri) => previews.get(uri.toString()) || "",
    }),
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration(SECTION)) vscode.commands.executeCommand(`${SECTION}.restart`);
    }),
  );
  await start(context);
}

async function deactivate() {
  const running = client;
  client = undefined;
  if (running && running.isRunning()) await running.stop();
}

module.exports = { activate, deactivate };
