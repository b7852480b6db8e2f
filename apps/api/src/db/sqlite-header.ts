export const HEADER_BYTES = 100;
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/** Whether a file that begins so is a SQLite database. */
export function isSqliteHeader(header: Buffer): boolean {
  return header.length >= HEADER_BYTES && header.subarray(0, MAGIC.length).equals(MAGIC);
}

/**
 * The size that the file says it has: page size × page count; null where the header's count is not in force
 * (offsets 24 and 92 differ). Format: https://sqlite.org/fileformat2.html
 */
export function readDatabaseSize(header: Buffer): number | null {
  if (header.readUInt32BE(24) !== header.readUInt32BE(92)) return null;
  const pageSize = header.readUInt16BE(16);
  return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(28);
}
