import { type BackupFiles, backupFiles, backupFilesAt, isBackupId } from '../features/backups/index.ts';
import { EXIT_USAGE } from './exit-codes.ts';
import { printNote } from './print.ts';
import { readConfig } from './read-config.ts';

/** The backup that somebody named by its id, or by its file, which may be anywhere; null where it is neither. */
export function findFiles(given: string): BackupFiles | null {
  return isBackupId(given) ? backupFiles(readConfig().backups.dir, given) : backupFilesAt(given);
}

/** Says what was expected. @returns the exit code. */
export function refuse(given: string): number {
  printNote(
    `"${given}" is neither the id of a backup, such as 20260223_103000, nor a file backup_….db with its manifest beside it.`,
  );
  return EXIT_USAGE;
}
