import type { Answer, Call } from './call.ts';
import { presentRepository } from './present-repository.ts';

export function getRepository({ site, authorization }: Call): Answer {
  const push = site.settings.mayPush;
  const permissions = { admin: false, maintain: false, push, triage: push, pull: true };
  // A visitor is told nothing of permissions.
  const known = authorization === undefined ? {} : { permissions };
  return { status: 200, body: { ...presentRepository(site), ...known } };
}
