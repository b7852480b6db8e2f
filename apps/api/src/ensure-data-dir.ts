import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './lib/make-folder.ts';
import { StartError } from './start-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'a file stands in its place',
  ENOTDIR: 'a part of its path is a file',
  ENOENT: 'it cannot be made there',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'its disk can only be read',
};

/**
 * Makes the data folder if need be, and tries it: rights alone do not tell, since root has them all.
 * @throws StartError where nothing can be kept in it.
 */
export function ensureDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
    tryToWrite(dataDir);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') return; // what is there can be read, and the chat says that its disk is full
    throw new StartError(
      `The data folder ${dataDir} cannot be used: ${REASONS[code] ?? message}. ` +
        'Set DATA_DIR to a folder that this user may write to.',
    );
  }
}

function tryToWrite(dataDir: string): void {
  const file = join(dataDir, `.bookchat-${process.pid}`);
  closeSync(openSync(file, 'w', 0o600));
  unlinkSync(file);
}
