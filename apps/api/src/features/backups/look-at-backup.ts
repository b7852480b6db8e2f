import { lstat } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { UnusableError } from '../../db/backup/unusable-error.ts';
import type { BackupFiles } from './backup-files.ts';
import { readManifest } from './read-manifest.ts';

/**
 * Reads the manifest of a backup, and of its file only that it is there and as long as it should be.
 * @throws UnusableError
 */
export async function lookAtBackup(files: BackupFiles): Promise<Backup> {
  const backup = await readManifest(files);
  const stats = await lstat(files.database).catch(() => null);
  if (stats === null) throw new UnusableError(`its file ${backup.file} is missing`);
  if (!stats.isFile()) throw new UnusableError(`${backup.file} is no file; links are not followed`);
  if (stats.size !== backup.bytes)
    throw new UnusableError(`its file has ${stats.size} bytes, and its manifest says ${backup.bytes}`);
  return backup;
}
