import { copyFileSync, renameSync, rmSync, statSync } from 'node:fs';
import type { CarryOutcome } from '../../../db/jobs/carry-operators-tables.ts';
import { removeIncoming } from '../../../db/restore/finish-restore.ts';
import { restoreFiles } from '../../../db/restore/restore-files.ts';
import { swapFiles } from '../../../db/restore/swap-files.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import { syncFile } from '../../../lib/sync-file.ts';
import { noRoom } from './ensure-room.ts';

export interface InPlace {
  /** The folder beside the database in which the old one is; null where there was none. */
  readonly keptAside: string | null;
  /** Why the operator's tables could not be taken over, as a clause; null where they were. */
  readonly notCarried: string | null;
}

/**
 * Puts a new database, which is closed and on the disk, in the place of one that nobody has open.
 * @throws what went wrong; then the old one is in its place.
 */
export async function putInPlace(made: string, database: string, options: WorkerOptions): Promise<InPlace> {
  const files = restoreFiles(database);
  const notCarried = await carryOver({ from: database, to: made }, options);
  try {
    move(made, files.incoming);
    return { keptAside: swapFiles(files, new Date()), notCarried };
  } finally {
    removeIncoming(files);
  }
}

/** Alerts, and what tasks did, belong to the server and not to the conversation. */
async function carryOver(
  tables: { readonly from: string; readonly to: string },
  options: WorkerOptions,
): Promise<string | null> {
  const size = statSync(tables.from, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return null;
  const outcome = await runInWorker<CarryOutcome>('carryOperatorsTables', tables, options);
  if (outcome.kind === 'disk_full') throw noRoom('it became full');
  return outcome.kind === 'skipped' ? outcome.reason : null;
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // DATABASE_URL may name a file on another disk.
    copyFileSync(from, to);
    syncFile(to);
    rmSync(from);
  }
}
