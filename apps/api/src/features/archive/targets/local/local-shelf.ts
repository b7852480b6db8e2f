import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from '../../../../lib/flush-folder.ts';
import type { LocalTarget } from './create-local-target.ts';
import { createProcessTarget } from './process/create-process-target.ts';

/** The place of a repository on this machine, which somebody may have emptied. */
export interface Shelf {
  isEmpty(): boolean;
  /** Another repository, beside it and without anything in it. */
  begin(): LocalTarget;
  /** Puts that one there. */
  fill(): Promise<void>;
}

export function createLocalShelf({ dir }: { readonly dir: string }): Shelf {
  const fresh = `${dir}.rebuilt`;
  return {
    isEmpty: () => !existsSync(dir) || readdirSync(dir).length === 0,
    begin() {
      rmSync(fresh, { recursive: true, force: true });
      return createProcessTarget({ dir: fresh });
    },
    async fill() {
      rmSync(dir, { recursive: true, force: true });
      renameSync(fresh, dir);
      await flushFolder(dirname(dir));
    },
  };
}
