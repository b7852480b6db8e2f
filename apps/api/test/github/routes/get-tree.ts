import { walkTree } from '../git/walk-tree.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { getParam, resolveRevision } from './find-object.ts';
import { presentTree } from './present-tree.ts';

/** Any value of `recursive` means yes, even 0. Asked for by a commit or branch, the answer's `sha` is the commit's. */
export function getTree(call: Call): Answer {
  ensureNotEmpty(call);
  const { repository, treeLimit } = call.site;
  const sha = resolveRevision(call, getParam(call, 'tree_sha'));
  const tree = sha === null ? undefined : (repository.readCommit(sha)?.tree ?? sha);
  if (sha === null || tree === undefined || repository.store.find(tree)?.type !== 'tree')
    throw new Refusal(404, 'Not Found');
  const all = [...walkTree(repository.store, tree, { recursive: 'recursive' in call.query })];
  const entries = all.slice(0, treeLimit);
  return {
    status: 200,
    body: presentTree(call.site, { sha, entries, truncated: all.length > entries.length }),
  };
}
