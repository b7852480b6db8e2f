import { fdatasyncSync, writeSync } from 'node:fs';

/**
 * Writes a piece of a large file through to the disk. All of it at once, at the end, would hold up whoever else writes
 * to that disk.
 */
export function writeThrough(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  fdatasyncSync(descriptor);
}
