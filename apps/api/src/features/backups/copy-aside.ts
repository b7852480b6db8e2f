import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { runInWorker, type WorkerOptions } from '../../lib/run-in-worker.ts';
import { type BackupFiles, backupFiles, PARTIAL } from './backup-files.ts';
import { ensureSpace } from './ensure-space.ts';
import { pruneBackups } from './prune-backups.ts';
import { discardPartial, publishBackup } from './publish-backup.ts';
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
  await ensureOther(from, to);
  await removeLeftovers(to);
  await ensureSpace(to, backup.bytes, 'the copy of a backup');
  const files = backupFiles(to, backup.id);
  ensureFree(files);
  try {
    const input = {
      from: backupFiles(from, backup.id).database,
      to: files.database + PARTIAL,
      expected: { bytes: backup.bytes, sha256: backup.sha256 },
    };
    await runInWorker('copyBackup', input, options);
    await publishBackup(files, backup);
  } catch (error) {
    await discardPartial(files);
    throw error;
  }
  await pruneBackups(to, { keep, latest: backup.id });
}

/** By what they are, not by their names: a link, or a mount, may lead from one to the other. */
async function ensureOther(from: string, to: string): Promise<void> {
  const stats = await stat(to).catch(() => null);
  if (stats?.isDirectory() !== true)
    throw new Error('The folder is not there. Make it, or mount what it is on.');
  const { dev, ino } = await stat(from);
  if (stats.dev === dev && stats.ino === ino)
    throw new Error(
      'The folder is that of the backups themselves. Set BACKUP_COPY_DIR to one on another disk.',
    );
}

function ensureFree({ database, manifest }: BackupFiles): void {
  if (!existsSync(database) && !existsSync(manifest)) return;
  throw new Error(
    'A backup of that name is there already, perhaps of another server. Give each a BACKUP_COPY_DIR of its own.',
  );
}
