import { makeFolder } from '../../../lib/make-folder.ts';
import { runGit } from './run-git.ts';

/** Makes a bare repository in `dir`, for its owner alone. One that is there stays. None of git's templates come into it. */
export async function initRepository(dir: string, signal: AbortSignal): Promise<void> {
  makeFolder(dir);
  await runGit(['init', '--quiet', '--bare', '--template=', '--initial-branch=main'], { dir, signal });
}
