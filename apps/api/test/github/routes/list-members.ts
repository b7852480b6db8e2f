import { isAccepted } from '../access/authorize.ts';
import { Refusal } from '../refusal.ts';
import type { Answer, Call } from './call.ts';
import { getParam } from './find-object.ts';
import { pageOf } from './page-of.ts';
import { presentUser } from './present-user.ts';

/** To somebody who is a member, as the owner of the token is. */
export function listMembers(call: Call): Answer {
  const { site, authorization, query } = call;
  if (!isAccepted(site, /^(?:token|bearer) (\S+)$/i.exec(authorization ?? '')?.[1]))
    throw new Refusal(401, 'Bad credentials');
  if (getParam(call, 'org').toLowerCase() !== site.owner.toLowerCase()) throw new Refusal(404, 'Not Found');
  const members = site.settings.accounts.filter(({ isMember }) => isMember === true);
  return { status: 200, body: pageOf(members, query).map((account) => presentUser(site, account)) };
}
