import { Refusal } from '../refusal.ts';
import type { Account } from '../site.ts';
import type { Answer, Call } from './call.ts';
import { pageOf } from './page-of.ts';
import { presentUser } from './present-user.ts';

const LEVELS = ['read', 'triage', 'write', 'maintain', 'admin'];

export function listCollaborators({ site, query }: Call): Answer {
  const { accounts, mayPush } = site.settings;
  if (!mayPush) throw new Refusal(403, 'Must have push access to view repository collaborators.');
  const collaborators = accounts.filter(({ role }) => role !== undefined);
  const body = pageOf(collaborators, query).map((account) => ({
    ...presentUser(site, account),
    permissions: toPermissions(account.role),
    role_name: account.role,
  }));
  return { status: 200, body };
}

/** A role that an organization has made stands on the one that it inherits, here the one to write. */
function toPermissions(role: Account['role']) {
  const level = LEVELS.indexOf(role === 'a role of our own' ? 'write' : (role ?? ''));
  return {
    pull: true,
    triage: level >= 1,
    push: level >= 2,
    maintain: level >= 3,
    admin: level >= 4,
  };
}
