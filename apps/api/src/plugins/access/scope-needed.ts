import type { Access, ApiKeyScope } from '@bookchat/shared';
import { ProblemError } from '../../lib/problem-error.ts';

interface Asked {
  readonly access: Access;
  readonly method: string;
}

/**
 * The scopes of which a key must have one; none where anyone may. An admin's key may also look at what it may change;
 * apart from that no scope holds another.
 */
export function scopesFor({ access, method }: Asked): readonly ApiKeyScope[] {
  if (access === 'public') return [];
  if (access === 'reader') return ['read'];
  if (access === 'member') return [method === 'GET' || method === 'HEAD' ? 'read' : 'write'];
  return access === 'monitor' ? ['monitor', 'admin'] : ['admin'];
}

export function scopeNeeded([needed]: readonly ApiKeyScope[], has: readonly ApiKeyScope[]): ProblemError {
  const those = has.length === 1 ? 'the scope' : 'the scopes';
  return new ProblemError(
    'scope_needed',
    `This needs a key with the scope "${needed}"; the one that was sent has ${those} ${has.join(', ')}.`,
  );
}

export function keyNeverFresh(): ProblemError {
  return new ProblemError(
    'scope_needed',
    'No API key may do this: it takes somebody who has signed in within the last ten minutes, or the admin token.',
  );
}

export function tokenNeededAgain(): ProblemError {
  return new ProblemError(
    'recent_sign_in_needed',
    'For this, give the admin token once more, which is good for ten minutes.',
  );
}

/** What hands out or replaces everything no key opens: programs keep those for long, and in many places. */
export function ownerNeeded(): ProblemError {
  return new ProblemError(
    'scope_needed',
    'No API key may do this: it takes the admin token, or an owner who is signed in.',
  );
}
