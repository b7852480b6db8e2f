import type { ArchiveCommitsTable } from '../../../db/schema/archive.ts';
import type { Batch } from '../batches/batch.ts';
import { MANIFEST_PATH, README_PATH } from '../events/archive-paths.ts';
import { type CommitParts, hashCommit } from '../git/commit-parts.ts';
import { hashObject } from '../git/hash-object.ts';
import type { TreeMaker } from '../git/tree-maker.ts';
import { HistoryError } from '../targets/history-error.ts';
import type { ArchiveFile, Head, Target } from '../targets/target.ts';
import { TargetError } from '../targets/target-error.ts';
import type { CommitStore } from './commit-store.ts';
import type { Standing } from './find-base.ts';

interface Parts {
  readonly target: Target;
  readonly trees: TreeMaker;
  readonly store: CommitStore;
  readonly remakeFiles: (batch: number, signal: AbortSignal) => Promise<ArchiveFile[]>;
  readonly findBase: (head: Head, known: string | null, signal: AbortSignal) => Promise<Standing>;
  /** What the commit says. `first` is the commit that held it in the place before. */
  readonly describe: (batch: Batch, first: string | null) => string;
  /** Waits before the next try. @param tries how many there have been. */
  readonly pause: (tries: number, signal: AbortSignal) => Promise<void>;
}

export interface Written {
  readonly commit: string;
  /** Where the branch is: at the commit, or at what others have put upon it. */
  readonly head: string;
  /** Whether the branch was asked afterwards, and holds the commit. */
  readonly isVerified: boolean;
}

type Row = ArchiveCommitsTable;

const MAX_TRIES = 5;

/**
 * Brings a batch to the branch, exactly once whatever happens on the way: each step is written down before the next
 * (tree → commit → moved), a commit made twice is the same commit, and after a failure the branch itself is asked.
 * @throws TargetError, HistoryError, or the signal's reason; then the next call goes on where this one ended. Where it is
 * `refused` and no commit is written down for the batch, the branch does not hold it.
 */
export function createWriteBatch({ target, trees, store, remakeFiles, findBase, describe, pause }: Parts) {
  return async (batch: Batch, signal: AbortSignal): Promise<Written> => {
    let row = await whereItIs(batch, signal);
    for (let tries = 0; ; tries += 1) {
      if (row?.state === 'done') return finish(row, signal);
      try {
        row = await advance(batch, row, signal);
      } catch (error) {
        row = await recover(batch, error, { tries, signal });
      }
    }
  };

  /** One try, from wherever the last one ended. */
  async function advance(batch: Batch, from: Row | null, signal: AbortSignal): Promise<Row> {
    let row = from ?? (await writeTree(batch, signal));
    if (row.state === 'tree') row = await writeCommit(batch, row, signal);
    return row.state === 'commit' ? publish(batch, row, signal) : row;
  }

  async function writeTree(batch: Batch, signal: AbortSignal): Promise<Row> {
    const head = await target.readHead(signal);
    const standing = await findBase(head, store.head(), signal);
    if (standing === 'begun' && head.kind === 'at') return takeUp(batch, head.commit, signal);
    const files = await remakeFiles(batch.number, signal);
    if (head.kind === 'empty') return writeFirst(batch, files, signal);
    const parent = head.kind === 'at' ? head.commit : null;
    const base = parent === null ? null : (await target.readCommit(parent, signal)).tree;
    const news = await leaveReadme(files, base, signal);
    const expected = await trees.add(base, news.map(toBlob), signal);
    const tree = news.length === 0 && base !== null ? base : await target.writeTree(base, news, signal);
    if (tree !== expected) {
      trees.forget();
      throw new TargetError(
        'unavailable',
        'The place of the archive stored something else than it was sent.',
      );
    }
    return store.save({ batch: batch.number, state: 'tree', parent, tree, commit_hash: null });
  }

  /** The first batch is there already. No message shows its commit, so that any that holds it may stand for it. */
  async function takeUp(batch: Batch, commit: string, signal: AbortSignal): Promise<Row> {
    const { tree } = await target.readCommit(commit, signal);
    const row = { batch: batch.number, state: 'commit', parent: null, tree, commit_hash: commit } as const;
    return store.finish(batch, await store.save(row), commit);
  }

  /** Somebody's own introduction to the repository stays. */
  async function leaveReadme(
    files: readonly ArchiveFile[],
    base: string | null,
    signal: AbortSignal,
  ): Promise<readonly ArchiveFile[]> {
    if (base === null || !files.some(({ path }) => path === README_PATH)) return files;
    const isThere = (await trees.entriesOf(base, signal)).some(({ name }) => name === README_PATH);
    return isThere ? files.filter(({ path }) => path !== README_PATH) : files;
  }

  async function writeFirst(batch: Batch, files: readonly ArchiveFile[], signal: AbortSignal): Promise<Row> {
    const [file] = files;
    if (file === undefined || files.length !== 1 || file.path !== MANIFEST_PATH)
      throw new HistoryError('rewritten', 'The repository is empty, though commits were brought there.');
    const tree = await trees.add(null, [toBlob(file)], signal);
    const parts = toParts(batch, { parent: null, tree });
    const row = await store.save({
      batch: batch.number,
      state: 'commit',
      parent: null,
      tree,
      commit_hash: hashCommit(parts),
    });
    const commit = await target.writeFirst(file, parts, signal);
    const made = await ensureCommit(row, commit, signal);
    return store.finish(batch, made, commit);
  }

  async function writeCommit(batch: Batch, row: Row, signal: AbortSignal): Promise<Row> {
    const parts = toParts(batch, row);
    const commit = await target.writeCommit(parts, signal);
    const made = { ...row, state: 'commit', commit_hash: hashCommit(parts) } as const;
    return store.save(commit === made.commit_hash ? made : await ensureCommit(made, commit, signal));
  }

  /** A place may write commits down a little differently; it is the same one if it holds the same and follows the same. */
  async function ensureCommit(row: Row, commit: string, signal: AbortSignal): Promise<Row> {
    if (commit === row.commit_hash) return row;
    const { tree, parents } = await target.readCommit(commit, signal);
    const follows = row.parent === null ? parents.length === 0 : parents.join() === row.parent;
    if (tree === row.tree && follows) return store.save({ ...row, commit_hash: commit });
    throw new TargetError(
      'unavailable',
      'The place of the archive made another commit than it was asked for.',
    );
  }

  /** The same commit as in the place before where it can be; else one that names that. */
  function toParts(batch: Batch, { parent, tree }: Pick<Row, 'parent' | 'tree'>): CommitParts {
    const first = store.findElsewhere(batch.number);
    const parts = { tree, parent, message: describe(batch, null), date: batch.committed_at };
    if (first === null || first === hashCommit(parts)) return parts;
    return { ...parts, message: describe(batch, first) };
  }

  async function publish(batch: Batch, row: Row, signal: AbortSignal): Promise<Row> {
    const commit = row.commit_hash as string;
    await target.moveBranch(row.parent, commit, signal);
    return store.finish(batch, row, commit);
  }

  /** Where it is worth another try, gives where that begins. */
  async function recover(
    batch: Batch,
    error: unknown,
    { tries, signal }: { tries: number; signal: AbortSignal },
  ): Promise<Row | null> {
    signal.throwIfAborted();
    if (!(error instanceof TargetError) || tries + 1 >= MAX_TRIES) throw error;
    const { kind } = error.trouble;
    if (kind === 'blocked' || kind === 'denied') throw error;
    if (kind === 'refused') return beginAnew(batch, error, { isFirst: tries === 0, signal });
    await pause(tries, signal);
    return whereItIs(batch, signal);
  }

  /** What was made before may have been swept away since, as nothing led to it, which is tried once; or it has arrived. */
  async function beginAnew(
    batch: Batch,
    error: TargetError,
    { isFirst, signal }: { isFirst: boolean; signal: AbortSignal },
  ): Promise<Row | null> {
    if (store.find(batch.number) === null) throw error;
    const found = await whereItIs(batch, signal);
    if (found?.state === 'done') return found;
    await forget(batch);
    if (isFirst) return null;
    throw error;
  }

  function whereItIs(batch: Batch, signal: AbortSignal): Promise<Row | null> {
    const row = store.find(batch.number);
    return row?.state === 'commit' ? askAfter(batch, row, signal) : Promise.resolve(row);
  }

  /** Whether the branch holds the commit already, or is where the commit leads on from, or elsewhere. */
  async function askAfter(batch: Batch, row: Row, signal: AbortSignal): Promise<Row | null> {
    const head = await target.readHead(signal);
    if (head.kind !== 'at') return askWithoutBranch(batch, row, head);
    const commit = row.commit_hash as string;
    // A place that has just taken the commit may not find it yet when it is asked to compare it.
    const standing = commit === head.commit ? 'same' : await target.compare(commit, head.commit, signal);
    if (standing === 'same' || standing === 'ancestor') return store.finish(batch, row, head.commit);
    if (standing === 'descendant') return row;
    if (row.parent === null && (await isSameCommit(row, head.commit, signal)))
      return store.finish(batch, { ...row, commit_hash: head.commit }, head.commit);
    await findBase(head, store.head(), signal);
    return forget(batch);
  }

  function askWithoutBranch(batch: Batch, row: Row, { kind }: Head): Promise<Row | null> {
    if (row.parent !== null) throw new HistoryError('rewritten', 'The branch is gone.');
    return kind === 'empty' ? forget(batch) : Promise.resolve(row);
  }

  async function isSameCommit(row: Row, commit: string, signal: AbortSignal): Promise<boolean> {
    const { tree, parents } = await target.readCommit(commit, signal);
    return tree === row.tree && parents.length === 0;
  }

  async function forget(batch: Batch): Promise<null> {
    trees.forget();
    await store.forget(batch.number);
    return null;
  }

  /** Asks the branch once more what it holds, which is what a reader of it will be told. */
  async function finish(row: Row, signal: AbortSignal): Promise<Written> {
    const commit = row.commit_hash as string;
    const known = store.head() ?? commit;
    try {
      const head = await target.readHead(signal);
      const isThere = head.kind === 'at' && (await holds(head.commit, commit, signal));
      return { commit, head: isThere ? head.commit : known, isVerified: isThere };
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      return { commit, head: known, isVerified: false };
    }
  }

  async function holds(head: string, commit: string, signal: AbortSignal): Promise<boolean> {
    return head === commit || (await target.compare(commit, head, signal)) === 'ancestor';
  }
}

function toBlob({ path, content }: ArchiveFile): { path: string; hash: string } {
  return { path, hash: hashObject('blob', content) };
}
