import { describeBackup, verifyBackup } from '../features/backups/index.ts';
import { findFiles, refuse } from './find-files.ts';
import { untilInterrupted } from './interruption.ts';
import { print } from './print.ts';
import { showProgress } from './show-progress.ts';

/** Reads the whole of a backup, and says whether it is as it was made. */
export async function verify([given = '']: readonly string[]): Promise<number | undefined> {
  const files = findFiles(given);
  if (files === null) return refuse(given);
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
