// A second editor on our server: types a fault, sees it come and go, and writes what each action makes of a file.
//
//   node ours.mjs YAML-SERVER PROGRAM FOLDER
//
// FOLDER holds osweb-prod.yml (nothing wrong), osweb-legacy.yml (a section with a password). What comes of them is written beside.
import assert from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { connect, modules } from "./connect.mjs";

const [server, program, folder] = process.argv.slice(2);
const require = modules(server);
const { TextDocument } = require("vscode-languageserver-textdocument");
const editor = await connect(require, [program, "lsp"], { folder });
const { connection, told } = editor;

class Text {
  static async open(name) {
    const uri = pathToFileURL(join(folder, name)).href;
    const text = new Text();
    text.document = TextDocument.create(uri, "yaml", 1, readFileSync(join(folder, name), "utf8"));
    const found = told(uri, 1);
    await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text: text.document.getText() } });
    text.found = await found;
    return text;
  }

  /** Puts in edits, as an editor does, and waits for what is said of the text then. */
  async edit(edits) {
    const { uri, version } = this.document;
    const ordered = [...edits].sort((one, other) => this.document.offsetAt(other.range.start) - this.document.offsetAt(one.range.start));
    const contentChanges = ordered.map(({ range, newText }) => ({ range, text: newText }));
    const text = TextDocument.applyEdits(this.document, edits);
    this.document = TextDocument.create(uri, "yaml", version + 1, text);
    const found = told(uri, version + 1);
    await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: version + 1 }, contentChanges });
    this.found = await found;
  }

  /** Replaces what is there once. */
  replace(old, text) {
    const at = this.document.getText().indexOf(old);
    const range = { start: this.document.positionAt(at), end: this.document.positionAt(at + old.length) };
    return this.edit([{ range, newText: text }]);
  }

  rules() {
    return this.found.map(({ code }) => code);
  }

  async act(place, title, only) {
    const at = this.document.positionAt(this.document.getText().indexOf(place));
    const context = { diagnostics: this.found, only: only && [only] };
    const actions = await connection.sendRequest("textDocument/codeAction", { textDocument: { uri: this.document.uri }, range: { start: at, end: at }, context });
    const action = actions.find((one) => one.title.startsWith(title));
    assert(action, `${title} among ${actions.map((one) => one.title).join(", ")}`);
    const [change] = action.edit.documentChanges;
    assert.deepEqual(change.textDocument, { uri: this.document.uri, version: this.document.version });
    await this.edit(change.edits);
  }

  async close(name) {
    await connection.sendNotification("textDocument/didClose", { textDocument: { uri: this.document.uri } });
    writeFileSync(join(folder, name), this.document.getText());
  }
}

const faulty = async () => {
  const text = await Text.open("osweb-prod.yml");
  await text.replace("TLS", "tls");
  assert.deepEqual(text.rules(), ["encryption-not-tls"]);
  return text;
};

let text = await Text.open("osweb-prod.yml");
assert.deepEqual(text.rules(), []);
for (const [old, now, wrong] of [["TLS", "TL", true], ["TL", "T", true], ["TL", "TLS", false], ["TLS", "TLSv", true], ["TLSv", "TLS", false]]) {
  if (old === "TL" && now === "TLS") await text.replace("Encryption: T", "Encryption: TL");
  await text.replace(`Encryption: ${old}`, `Encryption: ${now}`);
  assert.deepEqual(text.rules(), wrong ? ["encryption-not-tls"] : [], now);
}
await text.close("unchanged.yml");
text = await faulty();
await text.act("tls", "Write `TLS`", "quickfix");
assert.deepEqual(text.rules(), []);
await text.close("fixed.yml");
text = await faulty();
await text.act("tls", "Apply all safe fixes", "source.fixAll.osweb-config");
await text.close("all-fixed.yml");
text = await faulty();
await text.act("tls", "Ignore encryption-not-tls here", "quickfix");
assert.deepEqual(text.rules(), []);
await text.act("oAuthClientSecret", "Write down when the client secret expires");
assert.deepEqual(text.rules(), ["secret-expires"]);
await text.close("ignored.yml");
text = await Text.open("osweb-legacy.yml");
await text.act("smtpServer", "Migrate to OAuth2", "refactor.rewrite");
await text.close("migrated.yml");
await editor.end();
