import { EXIT_USAGE } from './cli/exit-codes.ts';
import { explainUnknown, findCommand } from './cli/find-command.ts';
import { printNote } from './cli/print.ts';
import { runCommand } from './cli/run-command.ts';

const words = process.argv.slice(2);
const found = findCommand(words);
if (found === null) {
  printNote(explainUnknown(words));
  process.exitCode = EXIT_USAGE;
} else await runCommand(found.name, found.command, found.args);
