import { isDeepStrictEqual } from 'node:util';
import type { Backup } from '@bookchat/shared';
import type { BackupFacts } from '../../db/backup/backup-facts.ts';
import { UnusableError } from '../../db/backup/unusable-error.ts';
import type { BackupCheck, BackupCheckInput } from '../../db/jobs/check-backup.ts';
import { runInWorker, type WorkerOptions } from '../../lib/run-in-worker.ts';
import type { BackupFiles } from './backup-files.ts';
import { ensureThere } from './find-backup.ts';
import { readManifest } from './read-manifest.ts';
import { unusable } from './unusable.ts';

/**
 * Reads the whole of a backup, in a worker, and holds it to its manifest.
 * @returns what its manifest says.
 * @throws ProblemError `backup_not_found`, or `backup_unusable`, which says what is wrong with it; or the signal's reason.
 */
export async function verifyBackup(files: BackupFiles, options: WorkerOptions = {}): Promise<Backup> {
  ensureThere(files);
  try {
    const backup = await readManifest(files);
    ensureSame(await checkFile({ file: files.database, expected: backup }, options), backup);
    return backup;
  } catch (error) {
    throw error instanceof UnusableError ? unusable(files.id, error.message) : error;
  }
}

/**
 * Reads the whole of a file that is to be a backup.
 * @throws UnusableError
 */
export async function checkFile(input: BackupCheckInput, options: WorkerOptions): Promise<BackupFacts> {
  const check = await runInWorker<BackupCheck>('checkBackup', input, options);
  if (check.kind === 'unusable') throw new UnusableError(check.reason);
  return check.facts;
}

function ensureSame(found: BackupFacts, backup: Backup): void {
  if (found.schema !== backup.schema)
    throw new UnusableError(`its schema is ${found.schema}, and its manifest says ${backup.schema}`);
  if (!isDeepStrictEqual(found.rows, backup.rows))
    throw new UnusableError('it does not hold the rows that its manifest counts');
  if (found.newestMessageId !== backup.newest_message_id || found.position !== backup.position)
    throw new UnusableError('it does not end where its manifest says');
}
