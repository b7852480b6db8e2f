import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Backup } from '@bookchat/shared';
import { flushFolder } from '../../lib/flush-folder.ts';
import { type BackupFiles, PARTIAL } from './backup-files.ts';
import { formatManifest, parseManifest } from './manifest.ts';

/**
 * Gives a verified copy its name, once it can be described. The manifest comes last: a file without one is no backup.
 * Where that fails, what this has named goes, and nothing else.
 */
export async function publishBackup({ database, manifest }: BackupFiles, backup: Backup): Promise<void> {
  const named: string[] = [];
  await writeFile(manifest + PARTIAL, toManifest(backup), { mode: 0o600, flag: 'wx', flush: true });
  try {
    for (const path of [database, manifest]) {
      await rename(path + PARTIAL, path);
      named.unshift(path);
    }
    await flushFolder(dirname(manifest));
  } catch (error) {
    for (const path of named) await rm(path, { force: true });
    throw error;
  }
}

/** A backup whose manifest nobody can read would be no backup. */
function toManifest(backup: Backup): Buffer {
  const manifest = Buffer.from(formatManifest(backup));
  if (parseManifest(manifest) === null)
    throw new Error('What is to be noted of the copy cannot be read back');
  return manifest;
}

/** Removes what there is of one that failed before it had its name: another may have that by now. */
export async function discardPartial({ database, manifest }: BackupFiles): Promise<void> {
  for (const path of [database + PARTIAL, `${database}${PARTIAL}-journal`, manifest + PARTIAL])
    await rm(path, { force: true });
}
