import { closeSync, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { leaveOutSessions } from '../../db/backup/leave-out-sessions.ts';
import type { CopyOutcome } from '../../db/jobs/copy-database.ts';
import type { Database } from '../../db/open-database.ts';
import { removeReplaced } from '../../db/restore/remove-replaced.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { runInWorker, type WorkerOptions } from '../../lib/run-in-worker.ts';
import { noSpace } from './ensure-space.ts';
import { flushWhile } from './flush-while.ts';

/** What backups are made of. */
export interface CopySource {
  /** What it takes on the disk, and its copy at most. */
  measure(): Promise<number>;
  /** Copies it into a file that is not there yet. @throws ProblemError `storage_full` or `backup_failed` */
  copyTo(target: string, options: WorkerOptions): Promise<void>;
  /** Lets go of what restores have put aside, once a backup holds what there is now. */
  letGo(): Promise<void>;
}

/** A database that other connections may be writing to, this process's or not. */
export function fileSource(file: string): CopySource {
  return {
    measure: async () => (await sizeOf(file)) + (await sizeOf(`${file}-wal`)),
    async copyTo(target, options) {
      makeEmpty(target);
      const outcome = await copyFile(file, target, options);
      if (outcome.kind === 'disk_full') throw noSpace('the disk became full');
      if (outcome.kind === 'damaged') throw damaged(outcome.reason);
    },
    letGo: () => removeReplaced(dirname(file)),
  };
}

/** A database in memory has no file, and so no second connection: it is copied where it is. */
export function memorySource({ kysely }: Pick<Database, 'kysely'>): CopySource {
  return {
    async measure() {
      const { rows } = await sql<{ bytes: number }>`
        select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(kysely);
      return rows[0]?.bytes ?? 0;
    },
    async copyTo(target) {
      makeEmpty(target);
      await sql`vacuum into ${target}`.execute(kysely);
      leaveOutSessions(target);
    },
    letGo: async () => {},
  };
}

/** For its owner alone from the beginning; SQLite takes an empty file for one that is yet to be made. */
function makeEmpty(target: string): void {
  closeSync(openSync(target, 'wx', 0o600));
}

async function copyFile(
  source: string,
  target: string,
  { signal, onProgress }: WorkerOptions,
): Promise<CopyOutcome> {
  const expected = await sizeOf(source);
  return flushWhile(
    target,
    () => runInWorker('copyDatabase', { source, target }, signal === undefined ? {} : { signal }),
    (bytes) => onProgress?.({ step: 'Copying the database', part: Math.min(1, bytes / expected) }),
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

function damaged(reason: string): ProblemError {
  return new ProblemError(
    'backup_failed',
    `The database cannot be copied, because it is damaged: ${reason}. Nothing was changed. Restore the newest backup.`,
  );
}
