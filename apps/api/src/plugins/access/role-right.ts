import type { Access, Role } from '@bookchat/shared';
import { ProblemError } from '../../lib/problem-error.ts';
import { quoteReason } from '../../lib/quote-reason.ts';
import type { Person, Session } from '../people/index.ts';
import type { AdminRight } from './admin-right.ts';

const ROLES_FOR: Readonly<Record<Exclude<Access, 'public'>, readonly Role[]>> = {
  reader: ['guest', 'member', 'admin', 'owner'],
  member: ['member', 'admin', 'owner'],
  monitor: ['admin', 'owner'],
  admin: ['admin', 'owner'],
  owner: ['owner'],
};

export function hasRoleFor({ role }: Person, access: Exclude<Access, 'public'>): boolean {
  return ROLES_FOR[access].includes(role);
}

export function personsRight({ expiresAt }: Session): AdminRight {
  return { via: 'person', expiresAt };
}

export function roleNeeded(access: Exclude<Access, 'public'>): ProblemError {
  const [lowest] = ROLES_FOR[access];
  return new ProblemError(
    'role_needed',
    lowest === 'member'
      ? 'As a guest you read along. Ask an admin to make you a member.'
      : `This is for ${lowest === 'owner' ? 'owners' : 'admins and owners'}. Ask one of them.`,
  );
}

/** @throws ProblemError `muted` while somebody may read alone. */
export function ensureNotMuted({ muted_until: until, mute_reason }: Person, now: number): void {
  if (until === null || Date.parse(until) <= now) return;
  throw new ProblemError('muted', `You may read, but not write until ${until}.${quoteReason(mute_reason)}`);
}
