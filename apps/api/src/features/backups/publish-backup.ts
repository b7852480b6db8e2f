import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Backup } from '@bookchat/shared';
import { flushFolder } from '../../lib/flush-folder.ts';
import { type BackupFiles, PARTIAL } from './backup-files.ts';
import { formatManifest, parseManifest } from './manifest.ts';

/** Gives a verified copy its name, once it can be described. The manifest comes last: a file without one is no backup. */
export async function publishBackup({ database, manifest }: BackupFiles, backup: Backup): Promise<void> {
  await writeFile(manifest + PARTIAL, toManifest(backup), { mode: 0o600, flag: 'wx', flush: true });
  await rename(database + PARTIAL, database);
  await rename(manifest + PARTIAL, manifest);
  await flushFolder(dirname(manifest));
}

/** A backup whose manifest nobody can read would be no backup. */
function toManifest(backup: Backup): Buffer {
  const manifest = Buffer.from(formatManifest(backup));
  if (parseManifest(manifest) === null)
    throw new Error('What is to be noted of the copy cannot be read back');
  return manifest;
}

/** Removes whatever there is of one that failed. */
export async function discardBackup({ database, manifest }: BackupFiles): Promise<void> {
  for (const path of [manifest, database, database + PARTIAL, manifest + PARTIAL])
    await rm(path, { force: true });
}
