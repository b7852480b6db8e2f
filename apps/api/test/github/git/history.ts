import type { Commit } from './commit-format.ts';

type ReadCommit = (sha: string) => Commit | undefined;

export interface Comparison {
  /** Reachable from the head alone, oldest first. */
  readonly ahead: readonly string[];
  readonly behind: readonly string[];
  /** null where the two share no history. */
  readonly mergeBase: string | null;
}

export function compareCommits(read: ReadCommit, base: string, head: string): Comparison {
  const ofBase = new Set(walkHistory(read, base));
  const ofHead = new Set(walkHistory(read, head));
  return {
    ahead: [...ofHead].filter((sha) => !ofBase.has(sha)).reverse(),
    behind: [...ofBase].filter((sha) => !ofHead.has(sha)).reverse(),
    mergeBase: [...ofHead].find((sha) => ofBase.has(sha)) ?? null,
  };
}

export function isAncestor(read: ReadCommit, ancestor: string, head: string): boolean {
  for (const sha of walkHistory(read, head)) if (sha === ancestor) return true;
  return false;
}

/** A commit and all that came before it, nearest first. */
export function* walkHistory(read: ReadCommit, head: string): Generator<string> {
  const seen = new Set([head]);
  for (const sha of seen) {
    yield sha;
    for (const parent of read(sha)?.parents ?? []) seen.add(parent);
  }
}
