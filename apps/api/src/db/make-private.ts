import { chmodSync, closeSync, openSync } from 'node:fs';

/** For their owner alone; SQLite gives the files beside a database the same mode. */
const PRIVATE = 0o600;

/** Makes the file, where it is missing, so that nobody else can read it, not even for a moment. */
export function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', PRIVATE));
  try {
    chmodSync(path, PRIVATE);
  } catch (error) {
    // Another's file, or a file system without modes: it was opened for writing, and that is what counts.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
