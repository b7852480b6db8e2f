import { join } from 'node:path';
import { isGitHash } from '../../git/git-hash.ts';
import { FILE_MODE } from '../../git/tree-entry.ts';
import { runGit } from '../../git-program/run-git.ts';
import type { ArchiveFile } from '../target.ts';
import { TargetError } from '../target-error.ts';
import { flushPath } from './flush-path.ts';

/** All paths of the archive are such: nothing in them needs quotes, and none leads out of the repository. */
const PLAIN_PATH = /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/;
const OWN_FOLDER = /(?:^|\/)\.git(?:\/|$)/i;

/**
 * Writes the tree that holds what `base` does, and these files. One `git fast-import` does all of it: it puts the files
 * together to a commit, prints the hash of that commit's tree, and is then told to empty it. So the commit is the same
 * one each time, no branch leads to it, and what is left of it is 200 bytes, once in the whole repository.
 */
export async function writeTree(
  dir: string,
  { base, files }: { readonly base: string | null; readonly files: readonly ArchiveFile[] },
  signal: AbortSignal,
): Promise<string> {
  for (const { path } of files) ensurePlain(path);
  const input = toStream(base, files);
  const { stdout } = await runGit(['fast-import', '--quiet', '--done'], { dir, input, signal });
  const [, tree] = /^040000 tree ([0-9a-f]{40})\t/.exec(stdout.toString('latin1')) ?? [];
  if (!isGitHash(tree)) throw new TargetError('unavailable', 'Git wrote files, but did not say where.');
  await flushPath(join(dir, 'objects/pack'));
  return tree;
}

function ensurePlain(path: string): void {
  if (PLAIN_PATH.test(path) && !OWN_FOLDER.test(path)) return;
  throw new TargetError('refused', 'A file of the archive has a path that git would not take as it is.');
}

/** https://git-scm.com/docs/git-fast-import#_input_format */
function* toStream(base: string | null, files: readonly ArchiveFile[]): Iterable<Buffer | string> {
  yield 'commit refs/bookchat/scratch\ncommitter BookChat <archive@bookchat.invalid> 0 +0000\ndata 0\n';
  if (base !== null) yield `M 040000 ${base} ""\n`;
  for (const { path, content } of files) {
    yield `M ${FILE_MODE} inline ${path}\ndata ${content.length}\n`;
    yield content;
    yield '\n';
  }
  yield 'ls ""\ndeleteall\n\nreset refs/bookchat/scratch\n\ndone\n';
}
