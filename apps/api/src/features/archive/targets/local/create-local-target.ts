import { hashObject } from '../../git/hash-object.ts';
import { EMPTY_TREE } from '../../git/tree-entry.ts';
import { createObjectReader } from '../../git-program/create-object-reader.ts';
import { GitError } from '../../git-program/git-error.ts';
import { removeLeftovers } from '../../git-program/remove-leftovers.ts';
import { toTargetError } from '../../git-program/to-target-error.ts';
import type { Target } from '../target.ts';
import { TargetError } from '../target-error.ts';
import { compareCommits } from './compare-commits.ts';
import { findDamage } from './find-damage.ts';
import type { LocalRepository } from './local-repository.ts';
import { makeRepository } from './make-repository.ts';
import { moveBranch } from './move-branch.ts';
import { parseCommit } from './parse-commit.ts';
import { parseTree } from './parse-tree.ts';
import { readHead } from './read-head.ts';
import { tidyRepository } from './tidy-repository.ts';
import { writeCommit } from './write-commit.ts';
import { writeTree } from './write-tree.ts';

export interface LocalTarget extends Required<Target> {
  /** Upkeep, now and then: it does something only where there is something to do. @returns whether it did. */
  tidy(signal: AbortSignal): Promise<boolean>;
}

/** There is but one on each server. */
export const LOCAL = 'local';

type Step<Result> = (signal: AbortSignal) => Promise<Result>;

/**
 * An archive in a bare repository on this machine, which nobody else writes to. It is made when it is first needed. What
 * a call has written is on the disk when it returns.
 * @param dir its folder.
 */
export function createLocalTarget({ dir }: { readonly dir: string }): LocalTarget {
  const repository = { dir, objects: createObjectReader(dir) };
  let prepared: Promise<void> | null = null;

  const target: LocalTarget = {
    name: LOCAL,
    readHead: (signal) => run(signal, () => readHead(repository, signal)),
    compare: (commit, other, signal) =>
      run(signal, () => compareCommits(repository, { commit, other }, signal)),
    readCommit: (commit, signal) =>
      run(signal, async () => parseCommit(await read(repository, { hash: commit, type: 'commit' }, signal))),
    readTree: (tree, signal) =>
      run(signal, async () =>
        tree === EMPTY_TREE ? [] : parseTree(await read(repository, { hash: tree, type: 'tree' }, signal)),
      ),
    readBlob: (blob, signal) => run(signal, () => read(repository, { hash: blob, type: 'blob' }, signal)),
    writeTree: (base, files, signal) => run(signal, () => writeTree(dir, { base, files }, signal)),
    writeCommit: (parts, signal) => run(signal, () => writeCommit(dir, parts, signal)),
    async writeFirst(file, parts, signal) {
      const tree = await target.writeTree(null, [file], signal);
      const commit = await target.writeCommit({ ...parts, tree, parent: null }, signal);
      await target.moveBranch(null, commit, signal);
      return commit;
    },
    moveBranch: (from, to, signal) => run(signal, () => moveBranch(repository, { from, to }, signal)),
    findDamage: (signal) => run(signal, () => findDamage(dir, signal)),
    tidy: (signal) => run(signal, () => tidyRepository(dir, signal)),
  };
  return target;

  async function run<Result>(signal: AbortSignal, step: Step<Result>): Promise<Result> {
    signal.throwIfAborted();
    try {
      await prepare(signal);
      return await step(signal);
    } catch (error) {
      throw toTargetError(error);
    }
  }

  async function prepare(signal: AbortSignal): Promise<void> {
    prepared ??= makeRepository(dir, signal).then(() => removeLeftovers(dir, performance.timeOrigin));
    try {
      await prepared;
    } catch (error) {
      prepared = null;
      throw error;
    }
  }
}

async function read(
  { objects }: LocalRepository,
  { hash, type }: { readonly hash: string; readonly type: 'blob' | 'tree' | 'commit' },
  signal: AbortSignal,
): Promise<Buffer> {
  const found = await objects.read(hash, signal);
  if (found?.type !== type)
    throw new TargetError(
      'denied',
      `The archive on this machine lacks the ${type} ${hash.slice(0, 7)}. \`bookchat archive verify\` says what ` +
        'else is missing. Put a copy of the folder archive.git in its place.',
    );
  if (hashObject(type, found.content) !== hash) throw new GitError(0, `the object ${hash} is corrupt`);
  return found.content;
}
