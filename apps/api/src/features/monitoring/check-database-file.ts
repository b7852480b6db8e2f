import type { Alarm, Alarms } from '../../plugins/alarms.ts';
import type { DatabaseFile } from './database-file.ts';

const CAUSE = 'database_file';

/** Raises the alarm where somebody has taken the file away from under the server. */
export function checkDatabaseFile({ state }: Pick<DatabaseFile, 'state'>, alarms: Alarms): void {
  if (state === 'there') alarms.clear(CAUSE);
  else alarms.raise(toAlarm(state));
}

/** For example `The database file is missing`. */
export function describeState(state: Exclude<DatabaseFile['state'], 'there'>): string {
  return `The database file ${state === 'missing' ? 'is missing' : 'was replaced'}`;
}

function toAlarm(state: Exclude<DatabaseFile['state'], 'there'>): Alarm {
  return {
    cause: CAUSE,
    severity: 'CRITICAL',
    title: describeState(state),
    message:
      `${describeState(state)} while the server runs. The server still writes to the old one, and what it writes is ` +
      'lost once it stops. Do not stop it: if the file was moved, move it back, with its -wal and -shm files, and all ' +
      'goes on. If it was deleted, copy it from the files that the process has open (on Linux /proc/<pid>/fd) before ' +
      'you stop the server, or restore the newest backup.',
    details: { state, pid: process.pid },
  };
}
