import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../../config.ts';
import { createEpoch } from '../../../db/create-epoch.ts';
import { isDiskFull } from '../../../db/is-disk-full.ts';
import { lockDataDir } from '../../../db/lock-data-dir.ts';
import { finishRestore, removeIncoming } from '../../../db/restore/finish-restore.ts';
import { restoreFiles } from '../../../db/restore/restore-files.ts';
import type { ArchivedLater } from '../../../db/restore/stage-backup.ts';
import { swapFiles } from '../../../db/restore/swap-files.ts';
import { ProblemError } from '../../../lib/problem-error.ts';
import { removeLargeFile } from '../../../lib/remove-large-file.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import type { BackupFiles } from '../backup-files.ts';
import { lockFolder } from '../lock-folder.ts';
import { scaleProgress } from '../scale-progress.ts';
import { carryOver } from './carry-over.ts';
import { noRoom } from './ensure-room.ts';
import type { RestoreEnd } from './restore-alarms.ts';
import { stageRestore } from './stage-restore.ts';

/** Of the whole, where the rest is taking over the operator's tables. */
const STAGING_PART = 0.9;

/**
 * Puts a backup in the place of the database of a server that does not run; that database may be damaged, or gone.
 * @throws DataDirInUseError where the server runs; a ProblemError; the system's error; or the signal's reason. Then nothing
 *   has changed.
 */
export async function restoreOffline(
  { database, backups }: Config,
  backup: BackupFiles,
  { archived = 'replay', ...options }: WorkerOptions & { readonly archived?: ArchivedLater } = {},
): Promise<RestoreEnd> {
  const lock = lockDataDir(dirname(database));
  try {
    finishRestore(database);
    const release = lockBackups(backups.dir, backup);
    try {
      const end = await replace({ database, archived }, backup, options);
      lock.markUsed();
      return end;
    } finally {
      release();
    }
  } catch (error) {
    throw isDiskFull(error) ? noRoom('it became full') : error;
  } finally {
    lock.release();
  }
}

/**
 * Also for a backup from elsewhere, as whoever makes one removes what a restore kept aside. That is not worth a refusal
 * where the folder of the backups is gone or broken, which may be why the backup comes from elsewhere.
 */
function lockBackups(folder: string, { database }: BackupFiles): () => void {
  const isElsewhere = dirname(database) !== folder;
  if (isElsewhere && !existsSync(folder)) return () => {};
  try {
    return lockFolder(folder, 'read');
  } catch (error) {
    if (isElsewhere && !isAtWork(error)) return () => {};
    throw error;
  }
}

function isAtWork(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'already_running';
}

async function replace(
  { database, archived }: { readonly database: string; readonly archived: ArchivedLater },
  backupFiles: BackupFiles,
  options: WorkerOptions,
): Promise<RestoreEnd> {
  const files = restoreFiles(database);
  try {
    const target = { target: files.incoming, epoch: createEpoch(), archived };
    const backup = await stageRestore(backupFiles, target, scaleProgress(options, 0, STAGING_PART));
    options.onProgress?.({ step: 'Putting it in place', part: STAGING_PART });
    const carried = await carryOver({ from: database, to: files.incoming }, options);
    return { backup, keptAside: swapFiles(files, new Date()), ...carried };
  } finally {
    await removeLargeFile(files.incoming);
    removeIncoming(files);
  }
}
