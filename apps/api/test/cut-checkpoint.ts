import { readFileSync, writeFileSync } from 'node:fs';

const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Leaves a database as a checkpoint does that is killed after its first page: the newest first page of the log,
 * with the size that the file is to have, stands in the file, and the other pages in the log alone.
 * Format: https://sqlite.org/fileformat2.html#walformat
 */
export function cutCheckpoint(file: string): void {
  const log = readFileSync(`${file}-wal`);
  const pageSize = log.readUInt32BE(8);
  let newest: Buffer | null = null;
  for (
    let at = WAL_HEADER_BYTES;
    at + FRAME_HEADER_BYTES + pageSize <= log.length;
    at += FRAME_HEADER_BYTES + pageSize
  ) {
    const page = log.subarray(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + pageSize);
    if (log.readUInt32BE(at) === 1) newest = page;
  }
  if (newest === null) throw new Error('the log holds no first page');
  const database = readFileSync(file);
  newest.copy(database);
  writeFileSync(file, database);
}
