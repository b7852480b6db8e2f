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
      run: async ({ words }) => (await import('./verify.ts')).verify(words),
    },
  ],
  [
    'restore',
    {
      takes: '<id|file>',
      options: { yes: null, exact: null },
      summary: 'Put a backup in the place of the database, while the server is stopped',
      run: async (given) => (await import('./restore.ts')).restore(given),
    },
  ],
  [
    'archive verify',
    {
      summary: 'Compare the whole archive with the database, also beside a running server',
      run: async () => (await import('./archive-verify.ts')).archiveVerify(),
    },
  ],
  [
    'archive restore',
    {
      options: { 'as-of': '<commit>', from: '<address|path>', yes: null },
      summary: 'Make the conversation anew of the archive alone, in an empty data folder',
      run: async (given) => (await import('./archive-restore.ts')).archiveRestore(given),
    },
  ],
  [
    'retention',
    {
      options: { 'dry-run': null, json: null },
      summary: 'Take out of the database what is past its time and in the archive, or say what that is',
      run: async (given) => (await import('./retention.ts')).retention(given),
    },
  ],
  [
    'keys list',
    {
      summary: 'List the API keys, with what each may do and until when',
      run: async () => (await import('./keys.ts')).keysList(),
    },
  ],
  [
    'keys create',
    {
      takes: '<name>',
      options: { scopes: '<read,write,monitor,admin>', rooms: '<names>', days: '<number>' },
      summary: 'Make an API key for a program, and print its secret once',
      run: async (given) => (await import('./keys.ts')).keysCreate(given),
    },
  ],
  [
    'keys rotate',
    {
      takes: '<id>',
      options: { 'overlap-hours': '<number>' },
      summary: 'Give an API key a new secret; the one before goes on for a day',
      run: async (given) => (await import('./keys.ts')).keysRotate(given),
    },
  ],
  [
    'keys revoke',
    {
      takes: '<id>',
      summary: 'End an API key for good',
      run: async (given) => (await import('./keys.ts')).keysRevoke(given),
    },
  ],
  [
    'keys rotate-github',
    {
      summary: 'Try a new token for GitHub, typed or from the input, and let it count at once',
      run: async () => (await import('./keys-rotate-github.ts')).keysRotateGithub(),
    },
  ],
  [
    'owner-link',
    {
      summary: 'Print a link for the first account, which is the owner’s',
      run: async () => (await import('./account-links.ts')).ownerLink(),
    },
  ],
  [
    'recovery-link',
    {
      takes: '<name>',
      summary: 'Print a link by which a person chooses a new password',
      run: async (given) => (await import('./account-links.ts')).recoveryLink(given),
    },
  ],
  [
    'release-name',
    {
      takes: '<name>',
      summary: 'Free a name of the open mode whose cookie is lost, also beside a running server',
      run: async (given) => (await import('./release-name.ts')).releaseName(given),
    },
  ],
  [
    'doctor',
    {
      summary: 'Look whether everything is as it should be, and say what to do where it is not',
      run: async () => (await import('./doctor.ts')).doctor(),
    },
  ],
  ['version', { summary: 'Say which version this is', run: async () => print(VERSION) }],
  ['help', { summary: 'Show this list', run: async () => print(helpText()) }],
]);

export function helpText(): string {
  const rows = [...COMMANDS].map(([name, { takes = '', summary }]) => ({
    call: `${name} ${takes}`.trimEnd(),
    summary,
  }));
  const width = Math.max(...rows.map(({ call }) => call.length));
  const lines = rows.map(({ call, summary }) => `  ${call.padEnd(width)}  ${summary}`);
  return `Usage: bookchat <command>\n\n${lines.join('\n')}`;
}
