import { stat } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { runInWorker, type WorkerOptions } from '../../lib/run-in-worker.ts';
import { backupFiles, PARTIAL } from './backup-files.ts';
import { ensureSpace } from './ensure-space.ts';
import { pruneBackups } from './prune-backups.ts';
import { discardBackup, publishBackup } from './publish-backup.ts';
import { removeLeftovers } from './remove-leftovers.ts';

export interface CopyFolders {
  readonly from: string;
  /** Must be there: for a share that is not mounted, no folder is made on this disk. */
  readonly to: string;
  /** Prunes there, too. */
  readonly keep: number;
}

/** Puts a backup on another disk as well, in the same steps. */
export async function copyAside(backup: Backup, folders: CopyFolders, options: WorkerOptions): Promise<void> {
  const { from, to, keep } = folders;
  await ensureFolder(to);
  await removeLeftovers(to);
  await ensureSpace(to, backup.bytes, 'the copy of a backup');
  const files = backupFiles(to, backup.id);
  try {
    const input = {
      from: backupFiles(from, backup.id).database,
      to: files.database + PARTIAL,
      expected: { bytes: backup.bytes, sha256: backup.sha256 },
    };
    await runInWorker('copyBackup', input, options);
    await publishBackup(files, backup);
  } catch (error) {
    await discardBackup(files);
    throw error;
  }
  await pruneBackups(to, { keep, latest: backup.id });
}

async function ensureFolder(path: string): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (stats?.isDirectory() !== true)
    throw new Error('The folder is not there. Make it, or mount what it is on.');
}
