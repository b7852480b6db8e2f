import { join } from 'node:path';
import { createEpoch } from '../../../../db/create-epoch.ts';
import { runInWorker } from '../../../../lib/run-in-worker.ts';
import type { ArchiveComparison, CompareArchiveInput } from '../../jobs/compare-archive.ts';
import { TargetError } from '../../targets/target-error.ts';
import { ensureRoom } from '../ensure-room.ts';
import { findCommits } from '../find-commits.ts';
import type { RestoreSource } from '../find-source.ts';
import { isOnBranch } from '../list-commits.ts';
import { prepareClone } from '../prepare-clone.ts';
import { readManifest } from '../read-manifest.ts';
import { runImport } from '../run-import.ts';

/** The last that the place is known to hold. */
export interface DrilledBatch {
  readonly target: string;
  readonly batch: number;
  readonly commit: string;
}

interface Rehearsal {
  readonly source: RestoreSource;
  /** An empty folder. */
  readonly scratch: string;
  /** The file of the live database. */
  readonly live: string;
  readonly signal: AbortSignal;
}

/**
 * Restores the archive into a scratch database, as far as the live one knows that it goes, and compares the two.
 * @throws TargetError or StartError, in words; or the signal's reason.
 */
export async function rehearse(
  { target, batch, commit }: DrilledBatch,
  { source, scratch, live, signal }: Rehearsal,
): Promise<ArchiveComparison> {
  const clone = join(scratch, 'clone.git');
  const database = join(scratch, 'bookchat.db');
  const branch = await prepareClone(source, { to: clone, signal });
  if (!(await isOnBranch(clone, { commit, head: branch, signal })))
    throw new TargetError(
      'refused',
      `The commit ${commit.slice(0, 7)}, which BookChat has written there, is no longer on the branch.`,
    );
  const { commits } = await findCommits(clone, { head: commit, asOf: null, signal });
  const { archiveId } = await readManifest(clone, commit, signal);
  await ensureRoom({ clone, database, folder: scratch }, signal);
  const input = { clone, database, head: commit, commits, target, archiveId, asOf: null, live };
  await runImport({ ...input, epoch: createEpoch() }, { signal });
  const comparing: CompareArchiveInput = { restored: database, live, upTo: batch };
  return runInWorker<ArchiveComparison>('compareArchive', comparing, { signal });
}
