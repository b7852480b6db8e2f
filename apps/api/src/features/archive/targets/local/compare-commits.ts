import { GitError } from '../../git-program/git-error.ts';
import { runGit } from '../../git-program/run-git.ts';
import type { Ancestry } from '../target.ts';
import type { LocalRepository } from './local-repository.ts';

interface Pair {
  readonly commit: string;
  readonly other: string;
}

/** What `commit` is to `other`. */
export async function compareCommits(
  { dir, objects }: LocalRepository,
  { commit, other }: Pair,
  signal: AbortSignal,
): Promise<Ancestry> {
  const found = await Promise.all([commit, other].map((hash) => objects.read(hash, signal)));
  if (found.some((object) => object?.type !== 'commit')) return 'unknown_commit';
  if (commit === other) return 'same';
  const base = await findMergeBase(dir, { commit, other }, signal);
  if (base === commit) return 'ancestor';
  return base === other ? 'descendant' : 'diverged';
}

/** Null where the two share no history, which git tells by an exit code of 1. */
async function findMergeBase(
  dir: string,
  { commit, other }: Pair,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const { stdout } = await runGit(['merge-base', commit, other], { dir, signal });
    return stdout.toString('latin1').trim();
  } catch (error) {
    if (error instanceof GitError && error.exitCode === 1) return null;
    throw error;
  }
}
