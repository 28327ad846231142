// What yaml-language-server says of files by a schema alone: one line of JSON for each file, a list of `LINE:COLUMN message`.
//
//   node schema.mjs YAML-SERVER SCHEMA < LIST
//
// LIST names a file per line. The server gets the texts as an editor has them, and no catalogue of schemas.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { connect, diagnose, each, modules, text } from "./connect.mjs";

const [server, schema] = process.argv.slice(2);
const yaml = { schemaStore: { enable: false }, validate: true, schemas: { [pathToFileURL(schema).href]: "*" } };
const editor = await connect(modules(server), [process.execPath, server, "--stdio"], { settings: { yaml } });
await each(readFileSync(0, "utf8").split("\n").filter(Boolean), async (file) => {
  const found = await diagnose(editor, file, text(readFileSync(file)));
  return found.map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
});
await editor.end();
