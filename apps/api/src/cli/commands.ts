import { VERSION } from '../version.ts';
import type { Command } from './command.ts';
import { print } from './print.ts';

/** Every command, in the order of the help; each is loaded only where it runs. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'serve',
    {
      summary: 'Start the server; the settings come from the environment and .env',
      run: async () => void (await import('../server.ts')),
    },
  ],
  [
    'backup',
    {
      summary: 'Make a verified backup now, also beside a running server',
      run: async () => (await import('./backup.ts')).backup(),
    },
  ],
  [
    'backups',
    {
      summary: 'List the backups, latest first',
      run: async () => (await import('./backups.ts')).backups(),
    },
  ],
  [
    'verify',
    {
      takes: '<id|file>',
      summary: 'Read the whole of a backup, and say whether it is as it was made',
      run: async (args) => (await import('./verify.ts')).verify(args),
    },
  ],
  [
    'restore',
    {
      takes: '<id|file>',
      flags: ['--yes'],
      summary: 'Put a backup in the place of the database, while the server is stopped',
      run: async (args) => (await import('./restore.ts')).restore(args),
    },
  ],
  ['version', { summary: 'Say which version this is', run: async () => print(VERSION) }],
  ['help', { summary: 'Show this list', run: async () => print(helpText()) }],
]);

export function helpText(): string {
  const rows = [...COMMANDS].map(
    ([name, { takes = '', summary }]) => `  ${`${name} ${takes}`.padEnd(20)} ${summary}`,
  );
  return `Usage: bookchat <command>\n\n${rows.join('\n')}`;
}
