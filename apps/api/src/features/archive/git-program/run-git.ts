import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { GitError } from './git-error.ts';
import { type GitOptions, startGit } from './start-git.ts';

export interface RunGitOptions extends GitOptions {
  readonly input?: Buffer | string | Iterable<Buffer | string>;
  /** Of what git may print. */
  readonly maxBytes?: number;
}

export interface GitOutput {
  readonly stdout: Buffer;
  readonly stderr: string;
}

const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Runs git's own program to its end.
 * @throws GitError where it does not end well, or the signal's reason.
 */
export async function runGit(args: readonly string[], options: RunGitOptions): Promise<GitOutput> {
  const { input, maxBytes = MAX_BYTES } = options;
  const git = startGit(args, options);
  const parts: Buffer[] = [];
  let bytes = 0;
  git.stdout.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > maxBytes) git.kill();
    else parts.push(part);
  });
  const written = write(git.stdin, input, git.ended);
  const failure = await git.ended.then(() => null, toFailure);
  if (bytes > maxBytes) throw new GitError(null, `it printed more than ${maxBytes} bytes`, failure?.error);
  if (failure !== null) throw failure.error;
  await written;
  return { stdout: Buffer.concat(parts), stderr: git.said() };
}

function toFailure(error: unknown): { readonly error: unknown } {
  return { error };
}

async function write(stdin: Writable, input: RunGitOptions['input'], ended: Promise<unknown>): Promise<void> {
  const over = ended.catch(() => {});
  const pieces =
    input === undefined ? [] : typeof input === 'string' || Buffer.isBuffer(input) ? [input] : input;
  for (const piece of pieces) {
    if (stdin.destroyed) return;
    if (!stdin.write(piece)) await Promise.race([once(stdin, 'drain').catch(() => {}), over]);
  }
  stdin.end();
}
