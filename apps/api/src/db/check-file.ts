import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DatabaseError } from './database-error.ts';

const HEADER_BYTES = 100;
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/**
 * Looks at the file before SQLite does: SQLite takes an empty file for a new database, and notices a
 * truncated one only when a query meets the missing page. Format: https://sqlite.org/fileformat2.html
 * @throws DatabaseError when the file cannot be a whole database.
 */
export function checkFile(path: string): void {
  const { header, size } = readHeader(path);
  if (size === 0) throw damaged(path, 'it is empty');
  if (size < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC))
    throw damaged(path, 'it is not a SQLite database');
  const expected = readExpectedSize(header);
  if (expected !== null && size < expected) throw damaged(path, `it ends after ${size} of ${expected} bytes`);
}

function readHeader(path: string): { header: Buffer; size: number } {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(file, header, 0, HEADER_BYTES, 0);
    return { header, size: fstatSync(file).size };
  } finally {
    closeSync(file);
  }
}

/** Page size × page count; null where the header's count is not in force (offsets 24 and 92 differ). */
function readExpectedSize(header: Buffer): number | null {
  if (header.readUInt32BE(24) !== header.readUInt32BE(92)) return null;
  const pageSize = header.readUInt16BE(16);
  return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(28);
}

export function damaged(path: string, how: string): DatabaseError {
  return new DatabaseError(
    `The database ${path} is damaged: ${how}. Nothing was changed. Put a good copy of it in its place, ` +
      `with no ${path}-wal or ${path}-shm beside it, or move all three away to start empty.`,
  );
}
