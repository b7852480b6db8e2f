import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that is not there yet, named after a moment: `replaced_20260223_103000`, in UTC. */
export function nameAside(folder: string, at: Date): string {
  const name = `replaced_${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')}`;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!existsSync(join(folder, candidate))) return candidate;
  }
}
