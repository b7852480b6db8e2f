import { rename, rm } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { flushFolder } from '../../lib/flush-folder.ts';
import { removeLargeFile } from '../../lib/remove-large-file.ts';
import { backupFiles, PARTIAL } from './backup-files.ts';
import { listBackups } from './list-backups.ts';

export interface Keeping {
  /** How many. */
  readonly keep: number;
  /** The one that was verified last: kept whatever its date, which a wrong clock may have given it. */
  readonly latest: string;
  /** Whether somebody still reads it. */
  readonly isInUse?: ((id: string) => boolean) | undefined;
}

/**
 * Removes the oldest backups of those that are too many.
 * @returns the ids of those that are gone.
 */
export async function pruneBackups(folder: string, keeping: Keeping): Promise<string[]> {
  const { backups } = await listBackups(folder);
  const surplus = findSurplus(backups, keeping);
  for (const { id } of surplus) await removeBackup(folder, id);
  return surplus.map(({ id }) => id);
}

export function findSurplus(backups: readonly Backup[], { keep, latest, isInUse }: Keeping): Backup[] {
  const surplus = backups.filter(({ id }) => id !== latest).slice(keep - 1);
  return surplus.filter(({ id }) => isInUse?.(id) !== true);
}

/** Once its manifest has lost its name it is no backup any more, wherever this is cut off. */
async function removeBackup(folder: string, id: string): Promise<void> {
  const { database, manifest } = backupFiles(folder, id);
  await rename(manifest, manifest + PARTIAL);
  await flushFolder(folder);
  await removeLargeFile(database);
  await rm(manifest + PARTIAL, { force: true });
}
