// Our server beside yaml-language-server, both on the same files: one line of JSON for each file, with what both say of the same lines.
//
//   node beside.mjs YAML-SERVER PROGRAM < LIST
import { readFileSync } from "node:fs";
import { connect, diagnose, each, modules, text } from "./connect.mjs";

const [server, program] = process.argv.slice(2);
const require = modules(server);
const yaml = { schemaStore: { enable: false }, validate: true };
const ours = await connect(require, [program, "lsp"], { options: { files: ["*"] } });
const theirs = await connect(require, [process.execPath, server, "--stdio"], { settings: { yaml } });
await each(readFileSync(0, "utf8").split("\n").filter(Boolean), async (file) => {
  const opened = text(readFileSync(file));
  const [one, other] = await Promise.all([diagnose(ours, file, opened), diagnose(theirs, file, opened)]);
  const meets = ({ range: a }) => other.filter(({ range: b }) => a.start.line <= b.end.line && b.start.line <= a.end.line);
  return { rules: one.map(({ code }) => code), twice: one.flatMap((found) => meets(found).map(({ message }) => `${found.code}: ${message}`)) };
});
await Promise.all([ours.end(), theirs.end()]);
