import { GitError } from './git-error.ts';
import { type GitOptions, startGit } from './start-git.ts';

/** A git that stays, and answers question after question, one a line. */
export interface Asking<Answer> {
  /**
   * Any number may be asked at once; they are answered in that order. Null where it cannot be asked, as it is no line.
   * @throws GitError where git has failed, or the signal's reason.
   */
  ask(question: string): Promise<Answer | null>;
  /** Ends it. What was asked before is still answered. */
  close(): Promise<void>;
}

interface Waiting<Answer> {
  readonly question: string;
  resolve(answer: Answer | null): void;
  reject(reason: unknown): void;
}

/** Longer than any hash, path or branch that is asked for. */
const MAX_LENGTH = 1_024;
const UNASKABLE = /[\r\n\0]/;

/** @param createParser makes what takes the answers out of that which git prints. */
export function startAsking<Answer>(
  args: readonly string[],
  options: GitOptions,
  createParser: (hear: (answer: Answer) => void) => (chunk: Buffer) => void,
): Asking<Answer> {
  const git = startGit(args, options);
  const waiting: Waiting<Answer>[] = [];
  let end: { readonly reason: unknown } | null = null;
  git.stdout.on(
    'data',
    createParser((answer) => waiting.shift()?.resolve(answer)),
  );
  const ended = git.ended.then(() => fail(new GitError(0, 'it was closed')), fail);

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (end !== null) return reject(end.reason);
        if (UNASKABLE.test(question) || question.length > MAX_LENGTH) return resolve(null);
        waiting.push({ question, resolve, reject });
        send(question);
      }),
    async close() {
      git.stdin.end();
      await ended;
    },
  };

  /** What is asked in one turn is sent together. */
  function send(question: string): void {
    if (git.stdin.writableCorked === 0) {
      git.stdin.cork();
      process.nextTick(() => git.stdin.uncork());
    }
    git.stdin.write(`${question}\n`);
  }

  function fail(reason: unknown): void {
    end = { reason };
    for (const { reject } of waiting.splice(0)) reject(reason);
  }
}
