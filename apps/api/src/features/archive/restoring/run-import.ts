import { rmSync } from 'node:fs';
import { formatNumber } from '../../../lib/format-number.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import { StartError } from '../../../start-error.ts';
import { TargetError } from '../targets/target-error.ts';
import { noRoom } from './ensure-room.ts';
import type { ImportInput, ImportOutcome } from './importing/import-input.ts';
import type { ImportSummary } from './importing/tally.ts';

export type Imported = Extract<ImportOutcome, { kind: 'imported' }>;

/**
 * Makes a database of the commits of an archive, in a thread of its own.
 * @throws TargetError or StartError, in words; or the signal's reason. What was done so far is kept where it is of use.
 */
export async function runImport(input: ImportInput, options: WorkerOptions): Promise<Imported> {
  const outcome = await runInWorker<ImportOutcome>('importArchive', input, options);
  if (outcome.kind === 'imported') return outcome;
  if (outcome.kind === 'disk_full') throw noRoom('it became full');
  if (outcome.kind === 'unreadable') throw new TargetError(outcome.trouble, outcome.words);
  rmSync(input.database, { force: true });
  throw new StartError(
    `The database that was made of the archive cannot be used: ${outcome.reason}. It was removed, and nothing else was ` +
      'changed. See whether the disk is sound, and try again.',
  );
}

/** @throws TargetError `refused` where BookChat has made none of the commits: a copy of the files alone is no history. */
export function ensureImported({ batches, commits }: ImportSummary): void {
  if (batches > 0) return;
  throw new TargetError(
    'refused',
    `None of the ${formatNumber(commits)} commits of that branch is BookChat’s, so there is nothing to restore. ` +
      'Where others have put its files into commits of their own, take a copy of the archive from before that.',
  );
}
