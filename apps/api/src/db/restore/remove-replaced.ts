import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const REPLACED = /^replaced_\d{8}_\d{6}(?:_\d+)?$/;

/**
 * Removes what restores have put aside, once a verified backup holds what there is now.
 * @param folder the one of the database.
 */
export async function removeReplaced(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => REPLACED.test(name));
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
}
