import { fdatasyncSync, writeSync } from 'node:fs';

/** Few enough to be on the disk in a moment, and enough that waiting for it is not most of the work. */
const SYNC_BYTES = 4 * 1024 * 1024;

/**
 * Writes a large file through to the disk, some megabytes at a time. All of it at once, at the end, would hold up whoever
 * else writes to that disk. What was written last is synced by whoever closes the file.
 */
export function writeThrough(descriptor: number): (bytes: Buffer) => void {
  let waiting = 0;
  return (bytes) => {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    waiting += bytes.length;
    if (waiting < SYNC_BYTES) return;
    fdatasyncSync(descriptor);
    waiting = 0;
  };
}
