import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { ensureNotEmpty } from './ensure-not-empty.ts';
import { getParam } from './find-object.ts';
import { presentRef } from './present-ref.ts';

export function getRef(call: Call): Answer {
  ensureNotEmpty(call);
  const ref = `refs/${getParam(call, 'ref')}`;
  const sha = call.readRef(ref);
  if (sha === null) throw new Refusal(404, 'Not Found');
  return { status: 200, body: presentRef(call.site, ref, sha) };
}
