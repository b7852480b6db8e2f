import type { Commit } from '../git/commit-format.ts';
import { Refusal } from '../refusal.ts';
import type { Call } from './call.ts';

export function getParam({ params }: Call, name: string): string {
  return params[name] ?? '';
}

export function getCommitOr404({ site }: Call, sha: string): Commit {
  const commit = site.repository.readCommit(sha);
  if (commit === undefined) throw new Refusal(404, 'Not Found');
  return commit;
}

/** What people write for a commit: its full name, a branch, or a full name of a ref. */
export function resolveRevision({ readRef }: Call, revision: string): string | null {
  if (/^[0-9a-f]{40}$/.test(revision)) return revision;
  return readRef(`refs/heads/${revision}`) ?? (revision.startsWith('refs/') ? readRef(revision) : null);
}
