import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { ensureKnown } from '../../db/backup/ensure-our-schema.ts';
import { UnusableError } from '../../db/backup/unusable-error.ts';
import type { BackupFiles } from './backup-files.ts';
import { isNewerFormat, parseManifest, readFormat } from './manifest.ts';

const MAX_BYTES = 64 * 1024;
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * What the manifest of a backup says, if it is whole, its own, and of this version or an older one.
 * @throws UnusableError
 */
export async function readManifest(files: BackupFiles): Promise<Backup> {
  const bytes = await readSmallFile(files.manifest);
  const backup = parseManifest(bytes);
  if (backup === null)
    throw new UnusableError(
      isNewerFormat(readFormat(bytes))
        ? 'a newer BookChat made it'
        : 'its manifest is damaged, so that nothing holds it to what was verified',
    );
  if (backup.id !== files.id || backup.file !== `backup_${files.id}.db`)
    throw new UnusableError(`its manifest is that of another backup, ${backup.id}`);
  ensureKnown([backup.schema]);
  return backup;
}

async function readSmallFile(path: string): Promise<Buffer> {
  const file = await openManifest(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new UnusableError('its manifest is no file');
    if (stats.size > MAX_BYTES) throw new UnusableError('its manifest is too large to be one');
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: 'its manifest, the .json beside it, is missing',
  ELOOP: 'its manifest is a link, and links are not followed',
  EACCES: 'this user may not read its manifest',
  EIO: 'its disk reports errors where its manifest is',
  ENXIO: 'its manifest is no file',
};

async function openManifest(path: string): Promise<FileHandle> {
  try {
    return await open(path, FLAGS);
  } catch (error) {
    const reason = REFUSALS[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason === undefined ? error : new UnusableError(reason);
  }
}
