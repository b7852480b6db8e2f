import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { type Backups, createBackups, fileSource } from '../features/backups/index.ts';
import { systemClock } from '../lib/clock.ts';
import { StartError } from '../start-error.ts';
import { printNote } from './print.ts';

/** The backups of the configured database, for a command beside the server. @throws StartError where there is none. */
export function openBackups({ database, backups }: Config): Backups {
  ensureThere(database);
  return createBackups({
    config: backups,
    source: fileSource(database),
    clock: systemClock,
    listener: {
      made: () => {},
      failed: () => {},
      pruned: () => {},
      notPruned: ({ message }) => printNote(`Old backups could not be removed. ${message}`),
      copiedAside: ({ file }) => printNote(`${file} was copied to BACKUP_COPY_DIR as well.`),
      notCopiedAside: ({ message }) =>
        printNote(`The backup could not be copied to BACKUP_COPY_DIR. ${message}`),
    },
  });
}

function ensureThere(database: string): void {
  if (database === ':memory:')
    throw new StartError(
      'DATABASE_URL says :memory:, and what is in the memory of the server only the server can back up: use its API.',
    );
  if (!existsSync(database))
    throw new StartError(
      `There is no database at ${database}. Set DATA_DIR to the folder that the server uses.`,
    );
}
