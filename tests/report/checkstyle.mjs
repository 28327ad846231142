// Writes findings ([path, [[line, column, severity, rule, message]]] on standard input) as ESLint's writer of Checkstyle's XML does.
// Argument: the folder of its package.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { default: write } = await import(pathToFileURL(`${process.argv[2]}/eslint-formatter-checkstyle/index.js`));
const results = JSON.parse(readFileSync(0, 'utf8')).map(([filePath, findings]) => ({
    filePath,
    messages: findings.map(([line, column, severity, ruleId, message]) => ({
        line, column, severity: severity === 'error' ? 2 : 1, ruleId, message,
    })),
}));
process.stdout.write(write(results));
