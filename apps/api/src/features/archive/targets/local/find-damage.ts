import { GitError } from '../../git-program/git-error.ts';
import { startGit } from '../../git-program/start-git.ts';

const DAMAGED =
  'The repository is damaged: git cannot read all that it should hold. `git fsck --full` in its folder says where. ' +
  'Put a good copy of the folder in its place.';
/** What a server puts together meanwhile may be gone from where it was. */
const TRIES = 2;

/** Reads every object, which no comparison of hashes does. @returns what is wrong, in words; null where all is sound. */
export async function findDamage(dir: string, signal: AbortSignal): Promise<string | null> {
  for (let tries = 0; tries < TRIES; tries += 1) if (await isSound(dir, signal)) return null;
  return DAMAGED;
}

async function isSound(dir: string, signal: AbortSignal): Promise<boolean> {
  const git = startGit(['fsck', '--full', '--no-dangling', '--no-progress'], { dir, signal });
  git.stdin.end();
  git.stdout.resume();
  try {
    await git.ended;
    return true;
  } catch (error) {
    if (error instanceof GitError && error.exitCode !== null) return false;
    throw error;
  }
}
