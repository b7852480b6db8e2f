import { dirname, join } from 'node:path';

/** What a restore has to do with; all in one folder, so that each rename is one step. */
export interface RestoreFiles {
  readonly folder: string;
  readonly database: string;
  /** The copy of the backup, which becomes the database. */
  readonly incoming: string;
  /** There while the files change places; says how to go on. */
  readonly journal: string;
  /** What the journal is called once the way is back: a new name needs no room on a full disk. */
  readonly journalBack: string;
}

/** A database and what belongs to it. The file comes first: a log without it is never taken for another's. */
export const SUFFIXES = ['', '-wal', '-shm'] as const;

export function restoreFiles(database: string): RestoreFiles {
  const folder = dirname(database);
  return {
    folder,
    database,
    incoming: `${database}.incoming`,
    journal: join(folder, 'bookchat.restore'),
    journalBack: join(folder, 'bookchat.restore-back'),
  };
}
