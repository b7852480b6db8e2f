import { existsSync } from 'node:fs';
import { type BackupFiles, backupFiles, PARTIAL } from './backup-files.ts';

const MAX_WITHIN_A_SECOND = 999;

/** Names a backup after a moment, in UTC; with a number behind it where that second has seen one before. */
export function mintFiles(folder: string, at: Date): BackupFiles {
  const second = at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
  for (let number = 1; number <= MAX_WITHIN_A_SECOND; number++) {
    const files = backupFiles(folder, number === 1 ? second : `${second}_${number}`);
    if (!isTaken(files)) return files;
  }
  throw new Error(`There are ${MAX_WITHIN_A_SECOND} backups of ${second} already`);
}

function isTaken({ database, manifest }: BackupFiles): boolean {
  return [database, manifest].some((path) => existsSync(path) || existsSync(path + PARTIAL));
}
