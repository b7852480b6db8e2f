import { GitError } from '../../git-program/git-error.ts';
import { runGit } from '../../git-program/run-git.ts';
import type { Head } from '../target.ts';
import type { LocalRepository } from './local-repository.ts';

export const BRANCH = 'refs/heads/main';

/**
 * Where the branch is.
 * @throws GitError also where the branch is broken: what is damaged must not be taken for what is new.
 */
export async function readHead({ dir, objects }: LocalRepository, signal: AbortSignal): Promise<Head> {
  const commit = await objects.read(BRANCH, signal);
  if (commit?.type === 'commit') return { kind: 'at', commit: commit.hash };
  // Of a branch that is not there, git says here what is the matter with it.
  const { stdout, stderr } = await runGit(['for-each-ref', BRANCH], { dir, signal });
  if (commit !== null || stdout.length > 0 || stderr !== '')
    throw new GitError(0, `${BRANCH} is broken: ${stderr}`);
  return { kind: 'none' };
}
