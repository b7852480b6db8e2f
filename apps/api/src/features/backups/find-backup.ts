import { existsSync } from 'node:fs';
import type { Backup } from '@bookchat/shared';
import { UnusableError } from '../../db/backup/unusable-error.ts';
import type { BackupFiles } from './backup-files.ts';
import { lookAtBackup } from './look-at-backup.ts';
import { notFound, unusable } from './unusable.ts';

/**
 * What the manifest of a backup says.
 * @throws ProblemError `backup_not_found` or `backup_unusable`
 */
export async function findBackup(files: BackupFiles): Promise<Backup> {
  ensureThere(files);
  try {
    return await lookAtBackup(files);
  } catch (error) {
    throw error instanceof UnusableError ? unusable(files.id, error.message) : error;
  }
}

/** @throws ProblemError `backup_not_found` where neither of its files is there. */
export function ensureThere({ id, database, manifest }: BackupFiles): void {
  if (!existsSync(database) && !existsSync(manifest)) throw notFound(id);
}
