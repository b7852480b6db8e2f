import { dirname } from 'node:path';
import type { Backup } from '@bookchat/shared';
import type { StageOutcome } from '../../../db/jobs/stage-restore.ts';
import type { Staging } from '../../../db/restore/stage-backup.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import type { BackupFiles } from '../backup-files.ts';
import { scaleProgress } from '../scale-progress.ts';
import { unusable } from '../unusable.ts';
import { verifyBackup } from '../verify-backup.ts';
import { ensureRoom, noRoom } from './ensure-room.ts';

/** Of the whole, where the other part is copying. */
const VERIFYING_PART = 0.4;

/**
 * Verifies a backup, and makes a copy of it that this version can open.
 * @throws ProblemError `backup_unusable` or `storage_full`; or the signal's reason.
 */
export async function stageRestore(
  files: BackupFiles,
  to: Omit<Staging, 'file' | 'expected'>,
  options: WorkerOptions = {},
): Promise<Backup> {
  const backup = await verifyBackup(files, scaleProgress(options, 0, VERIFYING_PART));
  await ensureRoom(dirname(to.target), backup);
  const staging: Staging = { file: files.database, expected: backup, ...to };
  const copying = scaleProgress(options, VERIFYING_PART, 1);
  const outcome = await runInWorker<StageOutcome>('stageRestore', staging, copying);
  if (outcome.kind === 'unusable') throw unusable(files.id, outcome.reason);
  if (outcome.kind === 'disk_full') throw noRoom('it became full');
  return backup;
}
