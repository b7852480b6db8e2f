import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFolder } from '../../lib/flush-folder.ts';
import { removeLargeFile } from '../../lib/remove-large-file.ts';
import { readPartialName } from './backup-files.ts';

/**
 * Removes what an operation has left that was cut off. Only while nothing else is at work on the folder, and never
 * what is not named as this server names what it is about to make or to remove.
 * @returns the names of what was removed.
 */
export async function removeLeftovers(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = new Set(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name));
  const leftovers = [...names].flatMap((name) => leftoversOf(name, names));
  for (const name of leftovers) await removeLargeFile(join(folder, name));
  if (leftovers.length > 0) await flushFolder(folder);
  return leftovers;
}

/** A database whose manifest is still, or again, a partial one was never whole, or is to go: it goes first. */
function leftoversOf(name: string, names: ReadonlySet<string>): string[] {
  const named = readPartialName(name);
  if (named === null) return [];
  const { id, kind } = named;
  const database = `backup_${id}.db`;
  const isUnfinished = kind === 'json' && names.has(database) && !names.has(`backup_${id}.json`);
  return isUnfinished ? [database, name] : [name];
}
