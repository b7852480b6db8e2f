import type BetterSqlite3 from 'better-sqlite3';
import { runGit } from '../git-program/run-git.ts';

interface Branch {
  /** A repository that holds it. */
  readonly dir: string;
  readonly head: string;
  readonly signal: AbortSignal;
}

const MAX_LIST_BYTES = 1024 * 1024 * 1024;

/**
 * What this place is not known to hold is about to be put together anew, of the database. Of messages that have left it,
 * that can be done by nobody: the branch must hold them, whatever the database knows of that.
 * @throws Error that says in words what is missing; then nothing has changed.
 */
export async function ensureHoldsRemoved(
  database: BetterSqlite3.Database,
  target: string,
  { dir, head, signal }: Branch,
): Promise<void> {
  const removed = listRemoved(database, target);
  if (removed.length === 0) return;
  const args = ['ls-tree', '-r', '-z', '--name-only', head];
  const { stdout } = await runGit(args, { dir, signal, maxBytes: MAX_LIST_BYTES });
  const there = new Set(stdout.toString().split('\0'));
  const missing = removed.filter((path) => !there.has(path));
  if (missing.length === 0) return;
  throw new Error(
    `The archive lacks ${missing.length === 1 ? '1 file' : `${missing.length} files, among them`}, ${missing[0]}, whose messages have left the database (retention). ` +
      'The place where the archive was before holds them: set GITHUB_REPOSITORY and GITHUB_BRANCH back to it.',
  );
}

function listRemoved(database: BetterSqlite3.Database, target: string): string[] {
  return database
    .prepare<[string], string>(
      `select path from archive_files where removed_at is not null and batch >
         (select coalesce(max(batch), -1) from archive_commits where target = ? and state = 'done')`,
    )
    .pluck()
    .all(target);
}
