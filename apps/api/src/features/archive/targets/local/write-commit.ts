import { join } from 'node:path';
import { type CommitParts, encodeCommit } from '../../git/commit-parts.ts';
import { isGitHash } from '../../git/git-hash.ts';
import { runGit } from '../../git-program/run-git.ts';
import { TargetError } from '../target-error.ts';
import { flushPath } from './flush-path.ts';

/** Stores a commit, to which no branch leads yet. One that is there already may be in a pack, and have no file. */
export async function writeCommit(dir: string, parts: CommitParts, signal: AbortSignal): Promise<string> {
  const input = encodeCommit(parts);
  const { stdout } = await runGit(['hash-object', '-t', 'commit', '-w', '--stdin'], { dir, input, signal });
  const commit = stdout.toString('latin1').trim();
  if (!isGitHash(commit)) throw new TargetError('unavailable', 'Git stored a commit, but did not say which.');
  const folder = join('objects', commit.slice(0, 2));
  for (const path of [join(folder, commit.slice(2)), folder, 'objects']) await flushPath(join(dir, path));
  return commit;
}
