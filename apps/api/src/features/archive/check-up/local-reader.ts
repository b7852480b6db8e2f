import { existsSync } from 'node:fs';
import { EMPTY_TREE } from '../git/tree-entry.ts';
import { createObjectReader } from '../git-program/create-object-reader.ts';
import type { GitObject } from '../git-program/object-parser.ts';
import { toTargetError } from '../git-program/to-target-error.ts';
import { compareCommits } from '../targets/local/compare-commits.ts';
import { findDamage } from '../targets/local/find-damage.ts';
import { parseCommit } from '../targets/local/parse-commit.ts';
import { parseTree } from '../targets/local/parse-tree.ts';
import { readHead } from '../targets/local/read-head.ts';
import { TargetError } from '../targets/target-error.ts';
import type { ReadTarget } from '../verifying/verify-archive.ts';

/**
 * The archive on this machine as it is read beside the server that writes it: it is not made where it is missing, and
 * what looks like a leftover may be what that server is just writing.
 */
export function createLocalReader({ dir }: { readonly dir: string }): ReadTarget {
  const repository = { dir, objects: createObjectReader(dir) };

  return {
    name: 'local',
    readHead: (signal) =>
      run(signal, async () => (existsSync(dir) ? readHead(repository, signal) : { kind: 'none' })),
    compare: (commit, other, signal) =>
      run(signal, () => compareCommits(repository, { commit, other }, signal)),
    readCommit: (commit, signal) =>
      run(signal, async () => parseCommit(await read(commit, 'commit', signal))),
    readTree: (tree, signal) =>
      run(signal, async () => (tree === EMPTY_TREE ? [] : parseTree(await read(tree, 'tree', signal)))),
    findDamage: (signal) => run(signal, () => findDamage(dir, signal)),
  };

  async function read(hash: string, type: GitObject['type'], signal: AbortSignal): Promise<Buffer> {
    const found = await repository.objects.read(hash, signal);
    if (found?.type === type) return found.content;
    throw new TargetError('refused', `The archive on this machine holds no ${type} ${hash.slice(0, 7)}.`);
  }
}

async function run<Result>(signal: AbortSignal, step: () => Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  try {
    return await step();
  } catch (error) {
    throw toTargetError(error);
  }
}
