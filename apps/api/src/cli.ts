import { VERSION } from './version.ts';

interface Command {
  readonly summary: string;
  run(): Promise<unknown>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'Start the server; the settings come from the environment and .env',
    run: () => import('./server.ts'),
  },
  version: { summary: 'Say which version this is', run: async () => print(VERSION) },
  help: { summary: 'Show this list', run: async () => print(helpText()) },
};
const ALIASES: Readonly<Record<string, string>> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-v': 'version',
};
/** sysexits.h: EX_USAGE. */
const EXIT_USAGE = 64;

const [given = 'help'] = process.argv.slice(2);
const command = COMMANDS[ALIASES[given] ?? given];
if (command === undefined) {
  process.stderr.write(`There is no command "${given}".\n\n${helpText()}\n`);
  process.exitCode = EXIT_USAGE;
} else await command.run();

function helpText(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `Usage: bookchat <command>\n\n${rows.join('\n')}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
