import type { Batch } from '../batches/batch.ts';
import type { createRemakeFiles } from '../batches/remake-files.ts';
import type { createDescribeBatch } from '../describe-batch.ts';
import { hashCommit } from '../git/commit-parts.ts';
import type { Target } from '../targets/target.ts';
import { TargetError } from '../targets/target-error.ts';
import type { CommitStore } from '../writing/commit-store.ts';

interface Parts {
  readonly target: Target;
  readonly store: CommitStore;
  readonly remakeFiles: ReturnType<typeof createRemakeFiles>;
  readonly describe: ReturnType<typeof createDescribeBatch>;
}

/** Makes commit after commit of a history that was lost, each upon the one before. */
export function createRemakeCommit({ target, store, remakeFiles, describe }: Parts) {
  let parent: string | null = null;
  let tree: string | null = null;

  return { next, finish };

  /** @throws TargetError `denied` where it comes out otherwise than it was. */
  async function next(batch: Batch, signal: AbortSignal): Promise<void> {
    const files = await remakeFiles(batch.number, signal, { isExact: true });
    tree = files.length === 0 && tree !== null ? tree : await target.writeTree(tree, files, signal);
    const parts = findParts(batch, tree);
    parent = await target.writeCommit(parts, signal);
  }

  /** A commit may name the one that held the same in a place before. */
  function findParts(batch: Batch, made: string) {
    const known = store.find(batch.number)?.commit_hash;
    const options = [null, store.findElsewhere(batch.number)].map((first) => ({
      tree: made,
      parent,
      message: describe(batch, first),
      date: batch.committed_at,
    }));
    const parts = options.find((one) => hashCommit(one) === known);
    if (parts !== undefined) return parts;
    throw new TargetError('denied', `The commit ${known?.slice(0, 7)} comes out otherwise than it was.`);
  }

  /** @returns whether the last commit is the one that the branch was at, where it is now again. */
  async function finish(head: string, signal: AbortSignal): Promise<boolean> {
    if (parent !== head) return false;
    await target.moveBranch(null, head, signal);
    return true;
  }
}
