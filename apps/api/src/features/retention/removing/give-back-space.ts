import { statSync } from 'node:fs';
import type { Database } from '../../../db/open-database.ts';
import { giveWay } from '../give-way.ts';

/** Some 256 kB: each step moves that much from the end of the file, and posts wait for it. */
const PAGES_AT_ONCE = 64;
/** A file that grows again soon is better left as it is. */
const WORTH_BYTES = 256 * 1024;

interface Work {
  readonly signal: AbortSignal;
  /** Makes pages that are partly empty fewer and fuller. */
  readonly fillPages: () => Promise<void>;
}

/**
 * Gives the room that nothing uses any more back to the disk, in small steps.
 * @param file the database's.
 * @returns by how many bytes the file has become smaller.
 */
export async function giveBackSpace(
  { space }: Pick<Database, 'space'>,
  file: string,
  { signal, fillPages }: Work,
): Promise<number> {
  const before = sizeOf(file);
  if (space.canShrink && space.freeBytes >= WORTH_BYTES) await shrink();
  await fillPages();
  await space.foldLog();
  return Math.max(0, before - sizeOf(file));

  async function shrink(): Promise<void> {
    for (let left = Number.POSITIVE_INFINITY; left > 0; ) {
      const begunAt = performance.now();
      const now = await space.giveBack(PAGES_AT_ONCE);
      if (now >= left) return; // whatever else is in the way, it does not become less
      left = now;
      await giveWay(performance.now() - begunAt, signal);
    }
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
