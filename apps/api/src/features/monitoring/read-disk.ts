import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface DiskOfFolder {
  /** The same for all folders on one disk. */
  readonly device: number;
  /** What this process may still use; the system keeps some for root. */
  readonly freeBytes: number;
  /** 0 where it has no size, as some virtual ones have none. */
  readonly totalBytes: number;
}

/** Of a folder that is not there yet, the disk is that of the folder in which it will be made. */
export async function readDisk(folder: string): Promise<DiskOfFolder> {
  try {
    const [{ dev }, { bavail, blocks, bsize }] = await Promise.all([stat(folder), statfs(folder)]);
    return { device: dev, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return readDisk(parent);
  }
}
