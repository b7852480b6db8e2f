import { existsSync, rmSync, statSync } from 'node:fs';
import { type RestoreFiles, restoreFiles } from './restore-files.ts';
import { findJournal, type RestoreJournal } from './restore-journal.ts';
import { runSteps, stepsBack, stepsForward, stepsToEnd } from './swap-steps.ts';

const LEFT_BEHIND = ['', '-wal', '-shm', '-journal'];

/**
 * Finishes a restore that the end of its process has cut off, before anything looks at the database.
 * @returns what was done, for the log; null where there was nothing to finish.
 * @throws DatabaseError where it cannot be known how to.
 */
export function finishRestore(database: string): string | null {
  const files = restoreFiles(database);
  const found = findJournal(files);
  if (found === null) return removeIncoming(files);
  const { direction, journal } = found;
  if (direction === 'forward' && canGoOn(files, journal)) {
    runSteps([...stepsForward(files, journal), ...stepsToEnd(files)]);
    return `a restore that was interrupted has been finished; what was there before is in ${journal.aside}`;
  }
  runSteps(stepsBack(files, journal));
  return 'a restore that was interrupted has been taken back; the database is the one from before it';
}

/** What was being prepared is of no use without the process that knew how far it was. */
export function removeIncoming({ incoming, journal }: RestoreFiles): null {
  for (const suffix of LEFT_BEHIND) rmSync(incoming + suffix, { force: true });
  rmSync(`${journal}.partial`, { force: true });
  return null;
}

/** The incoming file either waits, whole, or is in place already. */
function canGoOn({ incoming, database }: RestoreFiles, { bytes }: RestoreJournal): boolean {
  const waiting = statSync(incoming, { throwIfNoEntry: false });
  return waiting === undefined ? existsSync(database) : waiting.size === bytes;
}
