import type { Backup, BackupReason } from '@bookchat/shared';
import type { BackupFacts } from '../../db/backup/backup-facts.ts';
import { UnusableError } from '../../db/backup/unusable-error.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { WorkerOptions } from '../../lib/run-in-worker.ts';
import { VERSION } from '../../version.ts';
import { type BackupFiles, PARTIAL } from './backup-files.ts';
import type { CopySource } from './copy-source.ts';
import { discardPartial, publishBackup } from './publish-backup.ts';
import { scaleProgress } from './scale-progress.ts';
import { checkFile } from './verify-backup.ts';

export interface Making extends WorkerOptions {
  readonly files: BackupFiles;
  readonly reason: BackupReason;
  readonly now: () => Date;
}

/**
 * Copies, verifies, and only then gives the copy its name: at every moment there is a whole backup, or none. What is
 * left of one that was cut off, `removeLeftovers` finds.
 * @throws ProblemError `storage_full` or `backup_failed`; the signal's reason; the system's error.
 */
export async function makeBackup(source: CopySource, making: Making): Promise<Backup> {
  const { files, signal, now } = making;
  const createdAt = now();
  const partial = files.database + PARTIAL;
  try {
    await source.copyTo(partial, scaleProgress(making, 0, 0.5));
    const facts = await checkCopy(partial, scaleProgress(making, 0.5, 1));
    const backup = toBackup(facts, making, { createdAt, verifiedAt: now() });
    signal?.throwIfAborted();
    await publishBackup(files, backup);
    return backup;
  } catch (error) {
    await discardPartial(files);
    throw error;
  }
}

async function checkCopy(file: string, options: WorkerOptions): Promise<BackupFacts> {
  try {
    return await checkFile({ file }, options);
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    throw new ProblemError(
      'backup_failed',
      `The copy of the database did not pass its check: ${error.message}. The database itself may be damaged; if so, ` +
        'restore the newest backup.',
    );
  }
}

function toBackup(
  { bytes, sha256, rows, newestMessageId, position, schema }: BackupFacts,
  { files, reason }: Making,
  { createdAt, verifiedAt }: { createdAt: Date; verifiedAt: Date },
): Backup {
  return {
    id: files.id,
    file: `backup_${files.id}.db`,
    created_at: createdAt.toISOString(),
    reason,
    bytes,
    sha256,
    rows,
    newest_message_id: newestMessageId,
    position,
    schema,
    version: VERSION,
    verified_at: verifiedAt.toISOString(),
  };
}
