// Writes the annotations that standard input describes (a JSON list of [severity, properties, message]) as GitHub's own
// library does. Argument: the folder of its packages.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const core = await import(pathToFileURL(`${process.argv[2]}/@actions/core/lib/core.js`));
const write = { error: core.error, warning: core.warning, info: core.notice };
for (const [severity, properties, message] of JSON.parse(readFileSync(0, 'utf8'))) {
    write[severity](message, properties);
}
