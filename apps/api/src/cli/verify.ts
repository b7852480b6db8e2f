import {
  type BackupFiles,
  backupFiles,
  backupFilesAt,
  describeBackup,
  isBackupId,
  verifyBackup,
} from '../features/backups/index.ts';
import { EXIT_USAGE } from './exit-codes.ts';
import { untilInterrupted } from './interruption.ts';
import { print, printNote } from './print.ts';
import { readConfig } from './read-config.ts';
import { showProgress } from './show-progress.ts';

/** Reads the whole of a backup, and says whether it is as it was made. */
export async function verify([given = '']: readonly string[]): Promise<number | undefined> {
  const files = findFiles(given);
  if (files === null) {
    printNote(
      `"${given}" is neither the id of a backup, such as 20260223_103000, nor a file backup_….db with its manifest beside it.`,
    );
    return EXIT_USAGE;
  }
  const display = showProgress();
  try {
    const backup = await untilInterrupted((signal) =>
      verifyBackup(files, { signal, onProgress: display.show }),
    );
    display.end();
    print(`Backup ${backup.id} is whole: ${describeBackup(backup)}, made at ${backup.created_at}.`);
    return undefined;
  } catch (error) {
    display.end();
    throw error;
  }
}

export function findFiles(given: string): BackupFiles | null {
  return isBackupId(given) ? backupFiles(readConfig().backups.dir, given) : backupFilesAt(given);
}
