import { join } from 'node:path';
import { lockFile } from '../../db/lock-file.ts';
import { makeFolder } from '../../lib/make-folder.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { toBackupProblem } from './to-backup-problem.ts';

/** SQLite may lay a journal beside it, whose name begins so, too. */
export const LOCK_NAME = 'backups.lock';

type Use = 'write' | 'read';

interface Lock {
  close(): unknown;
}

const NO_LOCK: Lock = { close: () => {} };

/** Where nothing can be written, nobody changes a backup while it is read. */
const READ_ONLY = /^(?:EROFS|EACCES|EPERM|SQLITE_READONLY.*|SQLITE_CANTOPEN.*)$/;

/**
 * Makes this process the only one that does anything to the backups in `folder`, which is made where it is missing.
 * Who only reads goes on without that where the folder takes no file.
 * @returns what gives it free again.
 * @throws ProblemError `already_running` where another process is at it; `backup_failed` where it cannot be used.
 */
export function lockFolder(folder: string, use: Use = 'write'): () => void {
  const lock = take(folder, use);
  if (lock === null)
    throw new ProblemError(
      'already_running',
      'Another process, the server or the command line, is at work on the backups. Try again when it is done.',
    );
  return () => void lock.close();
}

function take(folder: string, use: Use): Lock | null {
  try {
    makeFolder(folder);
    return lockFile(join(folder, LOCK_NAME));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (use === 'read' && READ_ONLY.test(code)) return NO_LOCK;
    throw code === 'SQLITE_NOTADB' ? damaged() : toBackupProblem(error);
  }
}

function damaged(): ProblemError {
  return new ProblemError(
    'backup_failed',
    `The file ${LOCK_NAME} beside the backups is damaged. It holds nothing: remove it, and try again.`,
  );
}
