import { rename, rm } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { flushFolder } from '../../lib/flush-folder.ts';
import { removeLargeFile } from '../../lib/remove-large-file.ts';
import { backupFiles, PARTIAL } from './backup-files.ts';
import { listBackups } from './list-backups.ts';

/**
 * Removes the oldest backups of which there are more than `keep`.
 * @param latest the one that was verified last: kept whatever its date, which a wrong clock may have given it.
 * @returns the ids of those that are gone.
 */
export async function pruneBackups(folder: string, keep: number, latest: string): Promise<string[]> {
  const { backups } = await listBackups(folder);
  const surplus = findSurplus(backups, keep, latest);
  for (const { id } of surplus) await removeBackup(folder, id);
  return surplus.map(({ id }) => id);
}

export function findSurplus(backups: readonly Backup[], keep: number, latest: string): Backup[] {
  return backups.filter(({ id }) => id !== latest).slice(keep - 1);
}

/** Once its manifest has lost its name it is no backup any more, wherever this is cut off. */
async function removeBackup(folder: string, id: string): Promise<void> {
  const { database, manifest } = backupFiles(folder, id);
  await rename(manifest, manifest + PARTIAL);
  await flushFolder(folder);
  await removeLargeFile(database);
  await rm(manifest + PARTIAL, { force: true });
}
