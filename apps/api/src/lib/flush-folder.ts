import { open } from 'node:fs/promises';

/** As `syncFolder` does, while others go on: on a busy disk it may take a while. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened there, and NTFS keeps a journal of names
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
