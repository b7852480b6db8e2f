import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UnreadableDatabaseError } from './database-error.ts';
import { HEADER_BYTES, isSqliteHeader, readDatabaseSize } from './sqlite-header.ts';

/**
 * Looks at the file before SQLite does, which takes an empty one for a new database.
 * @throws UnreadableDatabaseError when the file cannot be a database.
 */
export function checkHeader(path: string): void {
  const { header, size } = readHeader(path);
  if (size === 0) throw damaged(path, 'it is empty');
  if (!isSqliteHeader(header)) throw damaged(path, 'it is not a SQLite database');
}

/**
 * Holds the file to the size that it says it has: SQLite notices a truncated one only when a query meets the
 * missing page. Only where no write-ahead log is left: a checkpoint that was cut off has written the new size
 * before the pages, which the log still holds.
 * @throws UnreadableDatabaseError when the end is missing.
 */
export function checkLength(path: string): void {
  const { header, size } = readHeader(path);
  const expected = readDatabaseSize(header);
  if (expected !== null && size < expected) throw damaged(path, `it ends after ${size} of ${expected} bytes`);
}

function readHeader(path: string): { header: Buffer; size: number } {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const read = readSync(file, header, 0, HEADER_BYTES, 0);
    return { header: header.subarray(0, read), size: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

export function damaged(path: string, how: string): UnreadableDatabaseError {
  return new UnreadableDatabaseError(
    `The database ${path} is damaged: ${how}. It was left as it is. Move it aside together with its -wal and -shm ` +
      'files, which may hold the newest messages, and put a good copy in its place. To start empty instead, move ' +
      'bookchat.lock aside as well.',
  );
}
