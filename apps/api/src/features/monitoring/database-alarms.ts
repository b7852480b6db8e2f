import type { ConditionListener } from '../../db/condition.ts';
import type { Alarms } from '../../plugins/alarms.ts';

/** How often a write failed does not matter: the same trouble is told once, and its end once. */
export function createDatabaseAlarms(alarms: Alarms, newestBackup: () => string | null): ConditionListener {
  return {
    writing(writing) {
      if (writing !== 'full') alarms.clear('storage_full');
      if (writing !== 'failing') alarms.clear('database_write');
      if (writing === 'full') alarms.raise(STORAGE_FULL);
      if (writing === 'failing') alarms.raise(CANNOT_WRITE);
    },
    damage(damage) {
      if (damage === null) alarms.clear('database_integrity');
      else alarms.raise(damaged(damage, newestBackup()));
    },
  };
}

const STORAGE_FULL = {
  cause: 'storage_full',
  severity: 'CRITICAL',
  title: 'The disk is full',
  message:
    'Nothing can be saved: posts are refused, while reading goes on. Remove what is not needed on the disk of the ' +
    'data folder, or give it more room. Posting goes on by itself as soon as there is some.',
} as const;

const CANNOT_WRITE = {
  cause: 'database_write',
  severity: 'CRITICAL',
  title: 'The database cannot be written',
  message:
    'Posts are refused, while reading goes on. Another program may hold the database, its disk may fail, or have ' +
    'become read-only: error.log has the reason. Posting goes on by itself as soon as a write succeeds.',
} as const;

function damaged(damage: string, backup: string | null) {
  const restore =
    backup === null
      ? 'There is no backup to go back to: keep the files, and copy out what can still be read.'
      : `Then put the newest backup back: bookchat restore ${backup}`;
  return {
    cause: 'database_integrity',
    severity: 'CRITICAL',
    title: 'The database is damaged',
    message:
      'A part of the database cannot be read, and what is written may be lost. Stop the server, and keep a copy of ' +
      `the damaged database with its -wal and -shm files. ${restore}`,
    details: { found: damage, newest_backup: backup },
  } as const;
}
