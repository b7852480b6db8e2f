import { createEpoch } from '../../../db/create-epoch.ts';
import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import { ensureRoom } from './ensure-room.ts';
import { findCommits } from './find-commits.ts';
import type { ImportSummary } from './importing/tally.ts';
import { readManifest } from './read-manifest.ts';
import { ensureImported, runImport } from './run-import.ts';

interface Wanted {
  /** The copy of the repository. */
  readonly clone: string;
  readonly head: string;
  /** The hash of a commit, or its beginning; null: the head. */
  readonly asOf: string | null;
  /** What the place is kept under that the commits are in. */
  readonly target: string;
  /** The file of the new database, in a folder that is there. */
  readonly database: string;
  readonly folder: string;
}

interface Made {
  readonly summary: ImportSummary;
  /** By its whole hash. */
  readonly asOf: string | null;
  /** Whether something was begun there before that could not be gone on with. */
  readonly isAnew: boolean;
}

/** Makes a database of a copy of an archive. @throws TargetError or StartError, in words; or the signal's reason. */
export async function makeDatabase(
  { clone, head, asOf, target, database, folder }: Wanted,
  options: WorkerOptions & { readonly signal: AbortSignal },
): Promise<Made> {
  const { signal } = options;
  const found = await findCommits(clone, { head, asOf, signal });
  const { archiveId } = await readManifest(clone, found.asOf ?? head, signal);
  await ensureRoom({ clone, database, folder }, signal);
  const { summary, isAnew } = await runImport(
    { clone, database, head, target, archiveId, epoch: createEpoch(), live: null, ...found },
    options,
  );
  ensureImported(summary);
  return { summary, asOf: found.asOf, isAnew };
}
