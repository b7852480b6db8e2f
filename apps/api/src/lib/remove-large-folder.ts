import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeLargeFile } from './remove-large-file.ts';

/** Removes a folder that holds large files, which nobody is reading, one by one and piece by piece. */
export async function removeLargeFolder(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isFile()) await removeLargeFile(join(path, entry.name));
  await rm(path, { recursive: true, force: true });
}
