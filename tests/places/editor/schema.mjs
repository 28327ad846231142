// What yaml-language-server says of files by a schema alone: one line of JSON for each file, a list of `LINE:COLUMN message`.
//
//   node schema.mjs SERVER SCHEMA < LIST
//
// LIST names a file per line. The server gets the texts as an editor has them, and no catalogue of schemas.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [server, schema] = process.argv.slice(2);
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = createRequire(server)("vscode-languageserver-protocol/node");

const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
child.on("exit", (code) => code && process.exit(1));
// A server that falls silent ends the editor, too.
const patience = setTimeout(() => process.exit(1), 600_000);
const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
const settings = { schemaStore: { enable: false }, validate: true, schemas: { [pathToFileURL(schema).href]: "*" } };
const waiting = new Map();
connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => (section === "yaml" ? settings : {})));
connection.onRequest("client/registerCapability", () => null);
connection.listen();
await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } });
await connection.sendNotification("initialized", {});
const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
// The server waits a while after each change: several files wait together.
for (let at = 0; at < files.length; at += 50) {
  const said = files.slice(at, at + 50).map(async (file) => {
    const uri = pathToFileURL(file).href;
    const diagnostics = new Promise((take) => waiting.set(uri, take));
    const textDocument = { uri, languageId: "yaml", version: 1, text: text(readFileSync(file)) };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    const shown = (await diagnostics).map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
    waiting.delete(uri);
    await connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    return shown;
  });
  for (const shown of await Promise.all(said)) console.log(JSON.stringify(shown));
}
clearTimeout(patience);
await connection.sendRequest("shutdown", null);
await connection.sendNotification("exit");

function text(bytes) {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
