import { GitError } from './git-error.ts';
import type { GitObject } from './object-parser.ts';
import { type GitObjects, openObjects } from './open-objects.ts';
import { runGit } from './run-git.ts';

export interface ObjectReader {
  /** As `GitObjects` does. @throws GitError also where the object is damaged, and the reason of the signal, while others are still answered. */
  read(name: string, signal: AbortSignal): Promise<GitObject | null>;
}

/** Short, so that a server or a command that is done need not wait for it. */
const IDLE_MS = 200;

/** Reads from a repository by one git, which starts when it is needed and ends when nothing has been asked for a while. */
export function createObjectReader(dir: string): ObjectReader {
  let open: GitObjects | null = null;
  let asking = 0;
  let timer: NodeJS.Timeout | undefined;

  return {
    async read(name, signal) {
      open ??= openObjects(dir, { signal: new AbortController().signal });
      const found = await orAborted(ask(open, name), signal);
      if (found === null) await ensureAbsent(dir, name, signal);
      return found;
    },
  };

  async function ask(objects: GitObjects, name: string): Promise<GitObject | null> {
    clearTimeout(timer);
    asking += 1;
    try {
      return await objects.read(name);
    } catch (error) {
      leave(objects); // one that has ended would fail whatever else is asked of it
      throw error;
    } finally {
      asking -= 1;
      if (asking === 0) timer = setTimeout(() => leave(objects), IDLE_MS);
    }
  }

  function leave(objects: GitObjects): void {
    if (open === objects) open = null;
    void objects.close();
  }
}

/** A git that stays calls an object missing that is damaged. One that is asked for this object alone says which it is. */
async function ensureAbsent(dir: string, name: string, signal: AbortSignal): Promise<void> {
  try {
    await runGit(['cat-file', '-t', name], { dir, signal });
  } catch (error) {
    if (!(error instanceof GitError) || error.stderr.startsWith('error:')) throw error;
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
