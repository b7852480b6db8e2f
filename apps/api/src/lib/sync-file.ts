import { closeSync, fsyncSync, openSync } from 'node:fs';

/**
 * Brings everything that was written to a file onto the disk. Never for a file that SQLite has open: closing another
 * descriptor of it would drop SQLite's locks (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
