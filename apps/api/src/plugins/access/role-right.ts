import type { Access, Role } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../lib/problem-error.ts';
import { type Person, recentSignInNeeded, type Session } from '../people/index.ts';
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
export function ensureNotMuted({ muted_until: until, reason }: Person, now: number): void {
  if (until === null || Date.parse(until) <= now) return;
  const why = reason === null ? '' : ` The reason: “${reason}”.`;
  throw new ProblemError('muted', `You may read, but not write until ${until}.${why}`);
}

/** @throws ProblemError `recent_sign_in_needed` where it is too long ago that the person showed who they are. */
export function ensureFresh({ routeOptions }: FastifyRequest, isFresh: boolean): void {
  if (routeOptions.config.endpoint?.fresh === true && !isFresh) throw recentSignInNeeded();
}
