import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../lib/clock.ts';

/** Those that were turned over, as plugins/logging names them. */
const TURNED_OVER = /^(?:app|error)\.log\.\d+$/;
const DAY_MS = 86_400_000;

/** Removes logs that were turned over, and last written to before so many days. @returns how many. */
export async function removeOldLogs(dir: string, days: number, clock: Clock): Promise<number> {
  const names = await readdir(dir).catch(() => []); // there may be none, as where all is silent
  let removed = 0;
  for (const name of names.filter((one) => TURNED_OVER.test(one))) {
    const path = join(dir, name);
    const found = await stat(path).catch(() => null);
    if (found === null || clock.now() - found.mtimeMs <= days * DAY_MS) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
