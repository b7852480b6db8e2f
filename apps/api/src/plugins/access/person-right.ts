import type { Access } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { People } from '../people/index.ts';
import type { AdminRight } from './admin-right.ts';
import { ensureNotMuted, hasRoleFor, personsRight, roleNeeded } from './role-right.ts';

type OperatorsAccess = Extract<Access, 'monitor' | 'admin' | 'owner'>;

/** What whoever is signed in may do; in the open mode that is nobody. */
export interface PersonRight {
  /** Has the request know who sent it. */
  known(request: FastifyRequest): void;
  /** Whether somebody is signed in, who may. @throws ProblemError where somebody is, who may not. */
  allowed(request: FastifyRequest, access: 'reader' | 'member'): boolean;
  /**
   * The right of whoever is signed in, or the one that `orElse` finds where theirs does not reach.
   * @throws ProblemError where neither does, and somebody is signed in.
   */
  right(request: FastifyRequest, access: OperatorsAccess, orElse: () => AdminRight | null): AdminRight | null;
}

type PeopleHere = Pick<People, 'signIns' | 'saw'>;

export function createPersonRight(people: PeopleHere, clock: Pick<Clock, 'now'>): PersonRight {
  return {
    known: (request) => void find(request),
    allowed(request, access) {
      const found = find(request);
      if (found === null) return false;
      if (!hasRoleFor(found.person, access)) throw roleNeeded(access);
      if (access === 'member') ensureNotMuted(found.person, clock.now());
      return true;
    },
    right(request, access, orElse) {
      const found = find(request);
      const isEnough = found !== null && hasRoleFor(found.person, access);
      if (found === null || !isEnough) return orElseRefused(found !== null, access, orElse());
      return personsRight(found.session);
    },
  };

  function find(request: FastifyRequest) {
    const found = people.signIns.find(request);
    if (found === null) return null;
    request.person = found.person;
    request.session = found.session;
    people.saw(found.session);
    return found;
  }
}

function orElseRefused(
  isSignedIn: boolean,
  access: OperatorsAccess,
  right: AdminRight | null,
): AdminRight | null {
  if (right === null && isSignedIn) throw roleNeeded(access);
  return right;
}
