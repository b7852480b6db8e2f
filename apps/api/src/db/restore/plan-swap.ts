import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RestoreFiles } from './restore-files.ts';
import type { RestoreJournal } from './restore-journal.ts';

/** @throws the system's error where nothing is incoming. */
export function planSwap({ folder, database, incoming }: RestoreFiles, at: Date): RestoreJournal {
  return {
    format: 1,
    aside: nameAside(folder, at),
    hadDatabase: existsSync(database),
    bytes: statSync(incoming).size,
  };
}

/** A folder that is not there yet, named after a moment: `replaced_20260223_103000`, in UTC. */
function nameAside(folder: string, at: Date): string {
  const name = `replaced_${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')}`;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!existsSync(join(folder, candidate))) return candidate;
  }
}
