import { editTree } from '../git/edit-tree.ts';
import { findInTree } from '../git/walk-tree.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { ensurePath } from './ensure-path.ts';
import { getCommitOr404, getParam } from './find-object.ts';
import { presentGitCommit } from './present-commit.ts';
import { presentFile } from './present-file.ts';
import { type GivenPerson, resolvePerson } from './resolve-person.ts';

interface Body {
  readonly message: string;
  readonly content: string;
  readonly sha?: string;
  readonly branch?: string;
  readonly author?: GivenPerson;
  readonly committer?: GivenPerson;
}

/** The only way to write to an empty repository: it makes the first commit. */
export function putContents(call: Call): Answer {
  const { site } = call;
  const { repository, settings } = site;
  const path = getParam(call, 'path');
  const body = call.body as Body;
  const { branch = settings.defaultBranch } = body;
  const ref = `refs/heads/${branch}`;
  ensurePath('path', path);
  const head = repository.readRef(ref);
  const isFirst = repository.branches().length === 0 && branch === settings.defaultBranch;
  if (head === null && !isFirst) throw new Refusal(404, `Branch ${branch} not found`);
  const base = head === null ? null : getCommitOr404(call, head).tree;
  const old = base === null ? undefined : findInTree(repository.store, base, path)?.sha;
  ensureUnchanged(path, old, body.sha);

  const blob = repository.store.write('blob', decodeBase64(body.content));
  const commit = repository.writeCommit({
    tree: editTree(repository.store, base, [{ path, mode: '100644', sha: blob }]),
    parents: head === null ? [] : [head],
    message: body.message,
    author: resolvePerson(site, body.author ?? body.committer),
    committer: resolvePerson(site, body.committer),
  });
  if (!repository.moveRef(ref, head, commit)) throw new Refusal(409, `${ref} was changed by someone else`);
  return {
    status: old === undefined ? 201 : 200,
    body: {
      content: presentFile(site, { path, sha: blob, branch }),
      commit: presentGitCommit(site, commit, getCommitOr404(call, commit)),
    },
  };
}

/** A `sha` that comes with a new path is passed over. */
function ensureUnchanged(path: string, old: string | undefined, given: string | undefined): void {
  if (old === undefined || old === given) return;
  if (given === undefined) throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  throw new Refusal(409, `${path} does not match ${given}`);
}

function decodeBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw new Refusal(422, 'content is not valid Base64');
  return Buffer.from(text, 'base64');
}
