import { isAncestor } from '../git/history.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { ensureSha } from './ensure-sha.ts';
import { getParam } from './find-object.ts';
import { presentRef } from './present-ref.ts';

export function updateRef(call: Call): Answer {
  ensureNotEmpty(call);
  const { sha, force = false } = call.body as { sha: string; force?: boolean };
  const { repository } = call.site;
  const ref = `refs/${getParam(call, 'ref')}`;
  ensureSha('sha', sha);
  const current = repository.readRef(ref);
  if (current === null) throw new Refusal(422, 'Reference does not exist');
  if (repository.readCommit(sha) === undefined) throw new Refusal(422, 'Object does not exist');
  if (!force && !isAncestor(repository.readCommit, current, sha))
    throw new Refusal(422, 'Update is not a fast forward');
  if (!repository.moveRef(ref, current, sha)) throw new Refusal(409, 'Reference cannot be updated');
  return { status: 200, body: presentRef(call.site, ref, sha) };
}
