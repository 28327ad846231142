// An editor's end of a language server, on the library that Visual Studio Code's own client is made of.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The folder's modules, wherever this script lies. */
export const modules = (server) => createRequire(server);

/** Starts a server: `command` with its arguments; `settings` by section. */
export async function connect(require, [command, ...args], { settings = {}, options = null, folder = null } = {}) {
  const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-languageserver-protocol/node");
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.on("exit", (code) => code && process.exit(1));
  // A server that falls silent ends the editor, too.
  const patience = setTimeout(() => process.exit(1), 300_000);
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const waiting = new Map();
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, version, diagnostics }) => waiting.get(uri)?.(diagnostics, version));
  connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => settings[section] ?? {}));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  const capabilities = { workspace: { configuration: true, workspaceEdit: { documentChanges: true } } };
  const rootUri = folder && pathToFileURL(folder).href;
  await connection.sendRequest("initialize", { processId: process.pid, rootUri, capabilities, initializationOptions: options });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    /** The next diagnostics of a text, of this version where the server tells versions. */
    told: (uri, wanted) =>
      new Promise((take) => waiting.set(uri, (found, version) => (version ?? wanted) === wanted && take(found))),
    async end() {
      clearTimeout(patience);
      await connection.sendRequest("shutdown", null);
      await connection.sendNotification("exit");
    },
  };
}

/** What a server says of a text that is opened and closed again. */
export async function diagnose({ connection, told }, file, text) {
  const uri = pathToFileURL(file).href;
  const found = told(uri, 1);
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  const diagnostics = await found;
  await connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  return diagnostics;
}

/** What `of` makes of each file, in the same order: the servers wait a while after each change, so several files wait together. */
export async function each(files, of) {
  for (let at = 0; at < files.length; at += 50) {
    for (const made of await Promise.all(files.slice(at, at + 50).map(of))) console.log(JSON.stringify(made));
  }
}

/** A file's text as an editor has it. */
export function text(bytes) {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
