import { Refusal } from '../refusal.ts';
import { apiUrl } from '../site.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { ensureSha } from './ensure-sha.ts';
import { getCommitOr404 } from './find-object.ts';
import { presentGitCommit } from './present-commit.ts';
import { type GivenPerson, resolvePerson } from './resolve-person.ts';

interface Body {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: GivenPerson;
  readonly committer?: GivenPerson;
  readonly signature?: string;
}

export function createCommit(call: Call): Answer {
  ensureNotEmpty(call);
  const { message, tree, parents = [], author, committer, signature } = call.body as Body;
  const { site } = call;
  if (signature !== undefined) throw new Error('The double signs nothing.');
  if (message.includes('\0')) throw new Refusal(422, 'Invalid request.\n\nThe message is not valid.');
  ensureTree(call, tree);
  for (const parent of parents) ensureParent(call, parent);
  const sha = site.repository.writeCommit({
    tree,
    parents,
    message,
    author: resolvePerson(site, author),
    committer: resolvePerson(site, committer ?? author),
  });
  return {
    status: 201,
    body: presentGitCommit(site, sha, getCommitOr404(call, sha)),
    headers: { location: apiUrl(site, `/git/commits/${sha}`) },
  };
}

function ensureTree({ site }: Call, sha: string): void {
  ensureSha('tree', sha);
  const object = site.repository.store.find(sha);
  if (object === undefined) throw new Refusal(422, 'Tree SHA does not exist');
  if (object.type !== 'tree') throw new Refusal(422, 'Tree SHA is not a tree object');
}

function ensureParent({ site }: Call, sha: string): void {
  ensureSha('parents', sha);
  if (site.repository.readCommit(sha) === undefined)
    throw new Refusal(422, 'Parent SHA does not exist or is not a commit object');
}
