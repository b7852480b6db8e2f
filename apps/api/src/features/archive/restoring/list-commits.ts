import { createInterface } from 'node:readline';
import { GitError } from '../git-program/git-error.ts';
import { runGit } from '../git-program/run-git.ts';
import { startGit } from '../git-program/start-git.ts';
import { toTargetError } from '../git-program/to-target-error.ts';

interface Branch {
  readonly head: string;
  readonly signal: AbortSignal;
}

/**
 * The hashes of all commits that lead to a head, the newest first.
 * @throws TargetError, or the signal's reason.
 */
export async function* listCommits(dir: string, { head, signal }: Branch): AsyncGenerator<string> {
  const stop = new AbortController();
  try {
    const git = startGit(['rev-list', '--end-of-options', head], {
      dir,
      signal: AbortSignal.any([signal, stop.signal]),
    });
    git.stdin.end();
    yield* createInterface({ input: git.stdout });
    await git.ended;
  } catch (error) {
    signal.throwIfAborted();
    throw toTargetError(error);
  } finally {
    stop.abort();
  }
}

/** Whether a commit leads to a head, or is it. @throws TargetError, or the signal's reason. */
export async function isOnBranch(
  dir: string,
  { commit, head, signal }: Branch & { readonly commit: string },
): Promise<boolean> {
  try {
    await runGit(['merge-base', '--is-ancestor', commit, head], { dir, signal });
    return true;
  } catch (error) {
    if (error instanceof GitError && isNo(error)) return false;
    throw toTargetError(error);
  }
}

/** By 1 git says that it does not; 128 stands for anything else, that there is no such commit among it. */
function isNo({ exitCode, stderr }: GitError): boolean {
  return exitCode === 1 || /Not a valid (?:commit|object) name/i.test(stderr);
}
