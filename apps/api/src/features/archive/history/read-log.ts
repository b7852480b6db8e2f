import { isGitHash } from '../git/git-hash.ts';
import { startGit } from '../git-program/start-git.ts';
import { branchRef } from './branch-ref.ts';
import { createLogParser, LOG_FORMAT, type LoggedCommit } from './log-parser.ts';

export interface ReadLogOptions {
  /** Where it ends: a commit's hash, or a branch. */
  readonly head: string;
  /** Where it was read to before: what follows comes. Null for the beginning. */
  readonly after?: string | null;
  readonly signal: AbortSignal;
}

/** What `git log` tells of a repository's commits, the oldest first, along first parents. Little of it is held at a time. */
export async function* readLog(
  dir: string,
  { head, after = null, signal }: ReadLogOptions,
): AsyncGenerator<LoggedCommit> {
  const range = after === null ? [toName(head)] : [`^${toName(after)}`, toName(head)];
  const args = ['log', ...LOG_OPTIONS, `--format=${LOG_FORMAT}`, '--end-of-options', ...range, '--'];
  const git = startGit(args, { dir, signal });
  git.stdin.end();
  let found: LoggedCommit[] = [];
  const parser = createLogParser((commit) => found.push(commit));
  for await (const chunk of git.stdout) {
    parser.write(chunk);
    yield* found;
    found = [];
  }
  await git.ended;
  parser.end();
  yield* found;
}

/** A merge is held against its first parent, names are never followed, and nothing of the repository's is run. */
const LOG_OPTIONS = [
  '--reverse',
  '--first-parent',
  '-m',
  '--root',
  '--raw',
  '--no-abbrev',
  '-z',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-decorate',
  '--no-notes',
  '--no-show-signature',
];

function toName(commit: string): string {
  return isGitHash(commit) ? commit : branchRef(commit);
}
