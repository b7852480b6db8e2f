import { join } from 'node:path';
import { lockFile } from '../../db/lock-file.ts';
import { makeFolder } from '../../lib/make-folder.ts';
import { ProblemError } from '../../lib/problem-error.ts';

/** SQLite may lay a journal beside it, whose name begins so, too. */
export const LOCK_NAME = 'backups.lock';

/**
 * Makes this process the only one that does anything to the backups in `folder`, which is made where it is missing.
 * @returns what gives it free again.
 * @throws ProblemError `already_running` where another process is at it.
 */
export function lockFolder(folder: string): () => void {
  makeFolder(folder);
  const lock = take(join(folder, LOCK_NAME));
  if (lock === null)
    throw new ProblemError(
      'already_running',
      'Another process, the server or the command line, is at work on the backups. Try again when it is done.',
    );
  return () => void lock.close();
}

function take(path: string): ReturnType<typeof lockFile> {
  try {
    return lockFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'SQLITE_NOTADB') throw error;
    throw new ProblemError(
      'backup_failed',
      `The file ${LOCK_NAME} beside the backups is damaged. It holds nothing: remove it, and try again.`,
    );
  }
}
