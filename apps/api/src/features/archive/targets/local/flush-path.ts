import { open } from 'node:fs/promises';

/**
 * Brings a file, or the names in a folder, onto the disk, if it is there. Git syncs the files that it writes (some of them
 * only since 2.36), but never the names that it gives them.
 */
export async function flushPath(path: string): Promise<void> {
  if (process.platform === 'win32') return; // where neither can be synced when it is open for reading
  try {
    const file = await open(path, 'r');
    await file.sync().finally(() => file.close());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
