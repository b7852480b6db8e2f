import { COMMANDS, helpText } from './cli/commands.ts';
import { EXIT_USAGE } from './cli/exit-codes.ts';
import { printNote } from './cli/print.ts';
import { runCommand } from './cli/run-command.ts';

const ALIASES = new Map([
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
]);

const [given = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS.get(ALIASES.get(given) ?? given);
if (command === undefined) {
  printNote(`There is no command "${given}".\n\n${helpText()}`);
  process.exitCode = EXIT_USAGE;
} else await runCommand(given, command, args);
