import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Brings the names in a folder onto the disk: until then, a power cut may undo a rename or a removal. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened there, and NTFS keeps a journal of names
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
