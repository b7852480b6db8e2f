import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { planSwap } from './plan-swap.ts';
import type { RestoreFiles } from './restore-files.ts';
import { runSteps, stepsBack, stepsForward, stepsToEnd } from './swap-steps.ts';

/**
 * Puts the incoming file in the place of a database that nobody has open.
 * @returns the folder, beside it, in which the old files are; null where there were none.
 * @throws what went wrong; then the old files are in their place again.
 */
export function swapFiles(files: RestoreFiles, at: Date): string | null {
  const journal = planSwap(files, at);
  try {
    runSteps(stepsForward(files, journal));
  } catch (error) {
    runSteps(stepsBack(files, journal));
    throw error;
  }
  runSteps(stepsToEnd(files));
  return existsSync(join(files.folder, journal.aside)) ? journal.aside : null;
}
