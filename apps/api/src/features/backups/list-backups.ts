import { readdir } from 'node:fs/promises';
import type { Backup } from '@bookchat/shared';
import { UnusableError } from '../../db/backup/unusable-error.ts';
import { backupFiles, PARTIAL, readName, readPartialName } from './backup-files.ts';
import { LOCK_NAME } from './lock-folder.ts';
import { lookAtBackup } from './look-at-backup.ts';

export interface BackupList {
  /** Latest first. */
  readonly backups: Backup[];
  readonly rejected: { readonly file: string; readonly reason: string }[];
}

/** So many say what the folder is; a folder of something else may hold any number. */
const MAX_REJECTED = 100;

/**
 * What is in the folder of the backups: those that are whole by their manifests and sizes, and what is none. What is
 * being made or removed is neither.
 */
export async function listBackups(folder: string): Promise<BackupList> {
  const names = await listNames(folder);
  const list: BackupList = { backups: [], rejected: [] };
  for (const name of names) {
    const named = readName(name);
    if (named?.kind === 'json') await addTo(list, folder, { name, id: named.id });
    else if (named === null && isStrange(name))
      list.rejected.push({ file: name, reason: 'it is not named like a backup' });
    else if (named !== null && isAlone(named.id, names))
      list.rejected.push({ file: name, reason: 'its manifest, the .json beside it, is missing' });
  }
  list.backups.sort(latestFirst);
  list.rejected.splice(MAX_REJECTED);
  return list;
}

async function listNames(folder: string): Promise<Set<string>> {
  try {
    return new Set((await readdir(folder)).sort());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What stands in the way of a folder is said by whoever wants to make one.
    if (code === 'ENOENT' || code === 'ENOTDIR') return new Set();
    throw error;
  }
}

async function addTo(list: BackupList, folder: string, { name, id }: { name: string; id: string }) {
  try {
    list.backups.push(await lookAtBackup(backupFiles(folder, id)));
  } catch (error) {
    list.rejected.push({ file: name, reason: explain(error) });
  }
}

/** One that cannot even be looked at hides none of the others. */
function explain(error: unknown): string {
  if (error instanceof UnusableError) return error.message;
  return `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
}

function isStrange(name: string): boolean {
  return !name.startsWith(LOCK_NAME) && readPartialName(name) === null;
}

function isAlone(id: string, names: ReadonlySet<string>): boolean {
  return !names.has(`backup_${id}.json`) && !names.has(`backup_${id}.json${PARTIAL}`);
}

/** By the clock of when they were made, and within a second by their number. */
function latestFirst(a: Backup, b: Backup): number {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? 1 : -1;
  return b.id.localeCompare(a.id, 'en', { numeric: true });
}
