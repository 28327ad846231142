// Reads logging commands, a line each on standard input, by Azure Pipelines' own library, and prints each as JSON: what it says, and how the library
// writes it. Argument: the folder of its packages.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { default: library } = await import(pathToFileURL(`${process.argv[2]}/azure-pipelines-task-lib/taskcommand.js`));
const lines = readFileSync(0, 'utf8').split('\n').filter((line) => line.startsWith('##vso['));
const commands = lines.map((line) => {
    const { command, properties, message } = library.commandFromString(line);
    const again = new library.TaskCommand(command, properties, message).toString();
    return { command, properties, message, line, again };
});
console.log(JSON.stringify(commands));
