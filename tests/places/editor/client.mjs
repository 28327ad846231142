// An editor, as far as yaml-language-server can tell: opens a file, and prints what the server reports and offers.
//
//   node client.mjs SERVER FILE [SETTINGS]
//
// SETTINGS is a settings.json of Visual Studio Code; the folder of FILE is the one that the editor has open.
// A caret (‸) in the file is where completion is asked for; the server sees the file without it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [server, file, settingsFile] = process.argv.slice(2);
const settings = { schemaStore: { enable: false }, completion: true, validate: true, hover: true };
for (const [name, value] of Object.entries(settingsFile ? JSON.parse(readFileSync(settingsFile, "utf8")) : {})) {
  settings[name.replace(/^yaml\./, "")] = value;
}
const uri = pathToFileURL(file).href;
const { text, carets } = takeCarets(readFileSync(file, "utf8"));

const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
// A server that ends or falls silent ends the editor, too.
child.on("exit", (code) => code && process.exit(1));
setTimeout(() => {
  console.error("the language server does not answer");
  child.kill();
  process.exit(1);
}, 120_000).unref();
const waiting = new Map();
let diagnosed;
const diagnostics = new Promise((resolve) => (diagnosed = resolve));
let last = 0;

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function request(method, params) {
  const id = ++last;
  send({ id, method, params });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

function receive(message) {
  if (message.method === "textDocument/publishDiagnostics") {
    if (message.params.uri === uri) diagnosed(message.params.diagnostics);
  } else if (message.method === "workspace/configuration") {
    // No catalogue of schemas: the file names its own, and nothing is fetched.
    send({ id: message.id, result: message.params.items.map((item) => (item.section === "yaml" ? settings : {})) });
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.id !== undefined) {
    const { resolve, reject } = waiting.get(message.id);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  }
}

let buffer = Buffer.alloc(0);
child.stdout.on("data", (chunk) => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const head = buffer.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, head).toString())[1]);
    if (buffer.length < head + 4 + length) return;
    const body = buffer.subarray(head + 4, head + 4 + length).toString();
    buffer = buffer.subarray(head + 4 + length);
    receive(JSON.parse(body));
  }
});

await request("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(dirname(file)).href,
  capabilities: {
    textDocument: {
      completion: { completionItem: { snippetSupport: true, documentationFormat: ["plaintext"] } },
      publishDiagnostics: {},
      hover: { contentFormat: ["plaintext"] },
    },
    workspace: { configuration: true },
  },
});
send({ method: "initialized", params: {} });
send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });

const severities = ["", "error", "warning", "information", "hint"];
for (const { range, severity, message } of await diagnostics) {
  console.log(`${place(range.start)}-${place(range.end)} ${severities[severity]}: ${message}`);
}
for (const position of carets) {
  const document = { textDocument: { uri }, position };
  const hover = await request("textDocument/hover", document);
  const offered = (await request("textDocument/completion", document))?.items ?? [];
  console.log(`\n${place(position)} offers`);
  for (const item of offered) console.log(`  ${item.label}: ${documentation(item)}`);
  if (hover) console.log(`${place(position)} explains\n  ${explanation(hover.contents.value ?? hover.contents)}`);
}
await request("shutdown", null);
send({ method: "exit" });

function takeCarets(marked) {
  const carets = [];
  const lines = marked.split("\n").map((line, at) => {
    const character = line.indexOf("‸");
    if (character >= 0) carets.push({ line: at, character });
    return line.replace("‸", "");
  });
  return { text: lines.join("\n"), carets };
}

function place({ line, character }) {
  return `${line + 1}:${character + 1}`;
}

// What is said in words: without the title, examples and the schema's address.
function explanation(hover) {
  return hover.split("\n").find((line) => line && !line.startsWith("#"));
}

function documentation({ documentation }) {
  return (documentation?.value ?? documentation ?? "").split("\n")[0];
}
