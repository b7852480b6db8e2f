import type { ArchiveVerification } from '@bookchat/shared';
import type { Database } from '../../../db/open-database.ts';
import type { Clock } from '../../../lib/clock.ts';
import { runInWorker, type WorkerOptions } from '../../../lib/run-in-worker.ts';
import { MANIFEST_PATH, README_PATH } from '../events/archive-paths.ts';
import type { ArchiveHashes, Difference, HashArchiveInput } from '../jobs/hash-archive.ts';
import { prepareListFolder } from '../queries.ts';
import type { Target } from '../targets/target.ts';
import type { CommitStore } from '../writing/commit-store.ts';
import { compareTrees } from './compare-trees.ts';

interface Parts {
  readonly database: Pick<Database, 'prepareRead' | 'prepareWrite'>;
  /** The database's file. */
  readonly file: string;
  readonly target: ReadTarget;
  readonly store: Pick<CommitStore, 'newestDone' | 'head'>;
  readonly clock: Clock;
  /** How much was asked of the place since the start. */
  readonly requests: () => number;
}

/** A place as far as it is read. */
export type ReadTarget = Pick<
  Target,
  'name' | 'readHead' | 'compare' | 'readCommit' | 'readTree' | 'findDamage'
>;

/** How many differences an answer names. */
const MAX_NAMED = 50;

/**
 * Compares the whole archive with the database, by the hashes that Git gives to both.
 * @throws TargetError where the place cannot be asked.
 */
export function createVerifyArchive({ database, file, target, store, clock, requests }: Parts) {
  const listFolder = prepareListFolder(database);

  return async (options: WorkerOptions & { signal: AbortSignal }): Promise<ArchiveVerification> => {
    const startedAt = clock.elapsed();
    const before = requests();
    const upTo = store.newestDone();
    const input: HashArchiveInput = { file, target: target.name, upTo };
    const made = await runInWorker<ArchiveHashes>('hashArchive', input, options);
    options.onProgress?.({ step: 'Comparing with what is there', part: 0.95 });
    const { head, differences } = await compareWithPlace(made, upTo, options.signal);
    const all = [...made.differences, ...differences];
    return {
      finished_at: new Date(clock.now()).toISOString(),
      head,
      same: all.length === 0,
      files: made.files,
      events: made.events,
      requests: requests() - before,
      seconds: Math.round(clock.elapsed() - startedAt) / 1_000,
      commits: upTo + 1,
      differing: all.length,
      differences: all.slice(0, MAX_NAMED),
    };
  };

  async function compareWithPlace(
    { folders }: ArchiveHashes,
    upTo: number,
    signal: AbortSignal,
  ): Promise<{ head: string | null; differences: Difference[] }> {
    const head = await target.readHead(signal);
    const known = store.head();
    if (head.kind !== 'at') return { head: null, differences: known === null ? [] : [GONE] };
    if (upTo < 0) return { head: head.commit, differences: [] };
    if (known !== null && !(await isAfter(known, head.commit, signal)))
      return { head: head.commit, differences: [REWRITTEN] };
    const { tree } = await target.readCommit(head.commit, signal);
    const listFiles = (folder: string) => listNames(folder, upTo);
    const readTree = (hash: string) => target.readTree(hash, signal);
    const differing = await compareTrees({ folders, listFiles, readTree }, tree);
    const damage = (await target.findDamage?.(signal)) ?? null;
    const damaged = damage === null ? [] : [{ path: '.', problem: damage }];
    return { head: head.commit, differences: [...differing, ...damaged] };
  }

  async function isAfter(known: string, head: string, signal: AbortSignal): Promise<boolean> {
    return known === head || (await target.compare(known, head, signal)) === 'ancestor';
  }

  function listNames(folder: string, upTo: number): Map<string, string> {
    if (folder === '')
      return new Map(ROOT_FILES.flatMap((path) => [...listBetween(path, `${path}\0`, upTo)]));
    if (!HOLDS_FILES.test(folder)) return new Map();
    const names = [...listBetween(`${folder}/`, `${folder}0`, upTo)]; // a zero comes right after a slash
    return new Map(names.map(([path, hash]) => [path.slice(folder.length + 1), hash]));
  }

  function listBetween(start: string, end: string, upTo: number): Map<string, string> {
    const rows = listFolder.all({ start, end, upTo });
    return new Map(rows.map(({ path, blob_hash }) => [path, blob_hash]));
  }
}

const ROOT_FILES = [MANIFEST_PATH, README_PATH];
/** The days of a room, and the months of its book: all other folders hold folders alone. */
const HOLDS_FILES = /^(?:rooms(?:\/[^/]+){4}|book(?:\/[^/]+){3})$/;
const GONE: Difference = { path: '.', problem: 'The branch is gone.' };
const REWRITTEN: Difference = {
  path: '.',
  problem: 'The history was rewritten: the branch does not come after what was written there.',
};
