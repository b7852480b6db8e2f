import { existsSync } from 'node:fs';
import type { Config } from '../../../config.ts';
import { StartError } from '../../../start-error.ts';
import { createLocalTarget } from '../targets/local/create-local-target.ts';
import { holdsArchive } from './adopt-clone.ts';
import type { RestoreSource } from './find-source.ts';
import type { RestoreWork } from './restore-work.ts';

/** Where the commits are that the new database will know. */
export interface Shelf {
  /** What they are kept under. */
  readonly target: string;
  /** Where the copy of them is put. */
  readonly clone: string;
  /** Whether that becomes the archive beside the database. */
  readonly isToBeAdopted: boolean;
}

/**
 * The place that is set up keeps its commits. Those from elsewhere become the archive beside the database, so that what
 * the database cannot make again is still there when they are brought to another place.
 * @throws StartError where the server would go on with an archive that is not the one that is restored.
 */
export async function chooseShelf(
  { target, from }: RestoreSource,
  { clone, database }: RestoreWork,
  { config: { archive }, signal }: { readonly config: Config; readonly signal: AbortSignal },
): Promise<Shelf> {
  if (target !== null) return { target, clone, isToBeAdopted: false };
  const beside = createLocalTarget({ dir: archive.dir }).name;
  if (!(await holdsArchive(archive.dir, signal))) return { target: beside, clone, isToBeAdopted: true };
  // A restore that was cut off has put it there just before its end.
  if (existsSync(database) && !existsSync(clone))
    return { target: beside, clone: archive.dir, isToBeAdopted: false };
  if (archive.repository !== null) return { target: `from:${from}`, clone, isToBeAdopted: false };
  throw new StartError(
    `There is an archive in ${archive.dir} already, with which the server would go on. Restore that one, by leaving out ` +
      '--from; or move the folder aside, and try again.',
  );
}
