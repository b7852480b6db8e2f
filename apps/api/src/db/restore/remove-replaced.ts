import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeLargeFolder } from '../../lib/remove-large-folder.ts';

const REPLACED = /^replaced_\d{8}_\d{6}(?:_\d+)?$/;

/**
 * Removes what restores have put aside, once a verified backup holds what there is now.
 * @param folder the one of the database.
 */
export async function removeReplaced(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory() && REPLACED.test(entry.name)) await removeLargeFolder(join(folder, entry.name));
}
