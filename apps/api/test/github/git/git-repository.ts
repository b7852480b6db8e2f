import { type Commit, formatCommit, parseCommit } from './commit-format.ts';
import { createBareRepository } from './create-bare-repository.ts';
import { type ObjectStore, openObjectStore } from './object-store.ts';
import { listBranches, moveRef, readRef } from './refs.ts';

export interface GitRepository {
  readonly gitDir: string;
  readonly store: ObjectStore;
  readCommit(sha: string): Commit | undefined;
  writeCommit(commit: Commit): string;
  /** Full names of all branches. A repository without any counts as empty, whatever objects it has. */
  branches(): readonly string[];
  readRef(ref: string): string | null;
  /** Where the ref stood before it last moved; where it stands, if it never did. */
  readOldRef(ref: string): string | null;
  /** False when the ref does not stand where it is thought to. */
  moveRef(ref: string, from: string | null, to: string): boolean;
}

/** A new bare repository on disk, which git's own program works on as well. */
export function createGitRepository(gitDir: string, branch: string): GitRepository {
  createBareRepository(gitDir, branch);
  const store = openObjectStore(gitDir);
  const commits = new Map<string, Commit>();
  const seen = new Map<string, { now: string | null; before: string | null }>();

  /** Every look at a ref goes through here, so that it is noticed when someone else has moved it. */
  function look(ref: string): { now: string | null; before: string | null } {
    const now = readRef(gitDir, ref);
    const last = seen.get(ref);
    const current = last?.now === now && last !== undefined ? last : { now, before: last ? last.now : now };
    seen.set(ref, current);
    return current;
  }

  return {
    gitDir,
    store,
    readCommit(sha) {
      const object = store.find(sha);
      if (object?.type !== 'commit') return undefined;
      const commit = commits.get(sha) ?? parseCommit(object.content);
      commits.set(sha, commit);
      return commit;
    },
    writeCommit: (commit) => store.write('commit', formatCommit(commit)),
    branches: () => listBranches(gitDir),
    readRef: (ref) => look(ref).now,
    readOldRef: (ref) => look(ref).before,
    moveRef(ref, from, to) {
      look(ref);
      const moved = moveRef(gitDir, ref, from, to);
      look(ref);
      return moved;
    },
  };
}
