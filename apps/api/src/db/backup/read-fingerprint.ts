import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { HEADER_BYTES, isSqliteHeader, readDatabaseSize } from '../sqlite-header.ts';
import type { OpenedFile } from './open-for-reading.ts';
import { UnusableError } from './unusable-error.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads the whole file once.
 * @param report hears how much of it, from 0 to 1.
 * @param take is given the bytes as they come, to be used before it returns.
 * @throws UnusableError where it is no whole SQLite database.
 */
export function readFingerprint(
  { descriptor, bytes }: Pick<OpenedFile, 'descriptor' | 'bytes'>,
  report: (part: number) => void,
  take: (bytes: Buffer) => void = () => undefined,
): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let read = 0;
  while (read < bytes) {
    report(read / bytes);
    const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, read);
    if (count === 0) throw new UnusableError('it became shorter while it was read');
    if (read === 0) ensureWhole(chunk.subarray(0, Math.min(count, HEADER_BYTES)), bytes);
    hash.update(chunk.subarray(0, count));
    take(chunk.subarray(0, count));
    read += count;
  }
  if (bytes === 0) throw new UnusableError('it is empty');
  return { bytes, sha256: hash.digest('hex') };
}

function ensureWhole(header: Buffer, bytes: number): void {
  if (!isSqliteHeader(header)) throw new UnusableError('it is not a SQLite database');
  const expected = readDatabaseSize(header);
  if (expected === bytes) return;
  throw new UnusableError(
    expected === null
      ? 'its header is damaged'
      : `it has ${bytes} bytes, and ${expected} belong to it by its own account`,
  );
}
