import { GitError } from './git-error.ts';
import { createObjectParser, type GitObject, type ObjectAnswer } from './object-parser.ts';
import { startAsking } from './start-asking.ts';

export interface OpenObjectsOptions {
  readonly signal: AbortSignal;
  /** Of one object; what is larger is not held in memory. */
  readonly maxBytes?: number;
}

export interface GitObjects {
  /**
   * The object of that hash, or what else names one, for example `main:README.md`; null where there is none. Any number
   * may be asked for at once, and are answered in that order.
   * @throws GitError where it is too large, or where the repository is damaged; or the signal's reason.
   */
  read(name: string): Promise<GitObject | null>;
  /** Ends it. What was asked for before is still answered. */
  close(): Promise<void>;
}

const MAX_BYTES = 64 * 1024 * 1024;

/** Reads object after object from a repository by one git: some ten thousand a second. */
export function openObjects(dir: string, { signal, maxBytes = MAX_BYTES }: OpenObjectsOptions): GitObjects {
  const asking = startAsking<ObjectAnswer>(['cat-file', '--batch'], { dir, signal }, (hear) =>
    createObjectParser(maxBytes, hear),
  );
  return {
    close: asking.close,
    async read(name) {
      const answer = await asking.ask(name);
      if (answer === null || answer.kind === 'missing') return null;
      if (answer.kind === 'object') return answer.object;
      throw new GitError(null, `${name} holds ${answer.size} bytes, more than ${maxBytes}`);
    },
  };
}
