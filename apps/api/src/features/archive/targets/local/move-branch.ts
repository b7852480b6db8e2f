import { dirname, join } from 'node:path';
import { GitError } from '../../git-program/git-error.ts';
import { runGit } from '../../git-program/run-git.ts';
import { TargetError } from '../target-error.ts';
import { flushPath } from './flush-path.ts';
import type { LocalRepository } from './local-repository.ts';
import { BRANCH, readHead } from './read-head.ts';

/** As an old value: the branch must not be there yet. */
const NOTHING = '0'.repeat(40);

interface Move {
  readonly from: string | null;
  readonly to: string;
}

/** Moves the branch on, if it is still at `from`: git compares and sets it under a lock. It is on the disk afterwards. */
export async function moveBranch(
  repository: LocalRepository,
  { from, to }: Move,
  signal: AbortSignal,
): Promise<void> {
  const { dir } = repository;
  try {
    await runGit(['update-ref', BRANCH, to, from ?? NOTHING], { dir, signal });
  } catch (error) {
    throw error instanceof GitError ? await explain(repository, { from, error }, signal) : error;
  }
  for (const path of [BRANCH, dirname(BRANCH)]) await flushPath(join(dir, path));
}

async function explain(
  repository: LocalRepository,
  { from, error }: { readonly from: string | null; readonly error: GitError },
  signal: AbortSignal,
): Promise<Error> {
  if (error.exitCode === null) return error;
  const head = await readHead(repository, signal);
  if ((head.kind === 'at' ? head.commit : null) !== from)
    return new TargetError('moved', 'The branch of the archive is not where it was believed to be.', error);
  if (/nonexistent object|non-commit object/.test(error.stderr))
    return new TargetError(
      'refused',
      'The commit that the branch is to move to is not in the repository.',
      error,
    );
  return error;
}
