import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import type { DatabaseFile } from './database-file.ts';

type Trouble = Exclude<DatabaseFile['state'], 'there'>;

const CAUSE = 'database_file';
const WORDS = { missing: 'is missing', replaced: 'was replaced', unreadable: 'cannot be seen' } as const;

/** Raises the alarm where somebody has taken the file away from under the server. */
export function checkDatabaseFile({ state }: Pick<DatabaseFile, 'state'>, alarms: Alarms): void {
  if (state === 'there') alarms.clear(CAUSE);
  else alarms.raise(toAlarm(state));
}

/** For example `The database file is missing`. */
export function describeState(state: Trouble): string {
  return `The database file ${WORDS[state]}`;
}

function toAlarm(state: Trouble): Alarm {
  return {
    cause: CAUSE,
    severity: 'CRITICAL',
    title: describeState(state),
    message: `${describeState(state)} while the server runs. ${state === 'unreadable' ? UNREADABLE : GONE}`,
    details: { state, pid: process.pid },
  };
}

const GONE =
  'The server still writes to the old one, and what it writes is lost once it stops. Do not stop it: if the file was ' +
  'moved, move it back, with its -wal and -shm files, and all goes on. If it was deleted, copy it from the files that ' +
  'the process has open (on Linux /proc/<pid>/fd) before you stop the server, or restore the newest backup.';

const UNREADABLE =
  'The server still has it open, but might not find it again after a stop. Do not stop it: look at the rights of the ' +
  'data folder, at links that lead to it, and at its disk. This ends by itself once the file can be seen.';
