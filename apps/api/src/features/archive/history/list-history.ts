import { createInterface } from 'node:readline';
import { startGit } from '../git-program/start-git.ts';
import { type HistoryCommit, readHistory } from './read-history.ts';

export interface ListedCommit {
  readonly commit: HistoryCommit;
  /** Whether a later one has merged it in, so that it does not stand on the branch itself. */
  readonly isAside: boolean;
}

interface ListOptions {
  readonly head: string;
  /** The last one on the branch itself that was listed before; null for the beginning. */
  readonly after: string | null;
  readonly signal: AbortSignal;
}

/** Lines of history that one commit has merged in; whoever weaves more means harm. */
const MAX_LINES = 100;

/**
 * The commits of a branch, the oldest first. Whoever pulls, and then pushes what they have, makes a merge whose first
 * parent is their own commit, and all that BookChat wrote meanwhile stands aside: that comes right before the merge.
 */
export async function* listHistory(dir: string, options: ListOptions): AsyncGenerator<ListedCommit> {
  for await (const commit of readHistory(dir, options)) {
    const [first, ...others] = commit.parents;
    if (first !== undefined && others.length > 0)
      yield* listAside(dir, { merge: commit.hash, first, signal: options.signal });
    yield { commit, isAside: false };
  }
}

interface Merge {
  readonly merge: string;
  /** Its first parent. */
  readonly first: string;
  readonly signal: AbortSignal;
}

/** What a merge brings that its first parent does not lead to, parents before children. */
async function* listAside(dir: string, { merge, first, signal }: Merge): AsyncGenerator<ListedCommit> {
  const hashes = await listHashes(dir, { merge, first, signal });
  const missing = new Set(hashes);
  const found = new Map<string, HistoryCommit>();
  for (let line = 0; missing.size > 0 && line < MAX_LINES; line += 1) {
    const newest = hashes.findLast((hash) => missing.has(hash)) as string;
    for await (const commit of readHistory(dir, { head: newest, after: first, signal }))
      if (missing.delete(commit.hash))
        found.set(commit.hash, commit.isOurs ? commit : { ...commit, files: [] });
    missing.delete(newest);
  }
  for (const hash of hashes) {
    const commit = found.get(hash);
    if (commit !== undefined) yield { commit, isAside: true };
  }
}

async function listHashes(dir: string, { merge, first, signal }: Merge): Promise<string[]> {
  const range = ['--end-of-options', `^${first}`, merge];
  const git = startGit(['rev-list', '--reverse', '--topo-order', ...range], { dir, signal });
  git.stdin.end();
  const hashes: string[] = [];
  for await (const hash of createInterface({ input: git.stdout })) if (hash !== merge) hashes.push(hash);
  await git.ended;
  return hashes;
}
