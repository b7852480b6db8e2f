import { ROLES, type Role } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../../lib/problem-error.ts';
import type { Acting } from '../../../plugins/access/acting.ts';
import { lastOwner, type Person } from '../../../plugins/people/index.ts';
import { ensureOutranks, getPresent } from './find-managed.ts';

/** Gives a person another role. Invites that they could not make any more end with that. */
export function createChangeRole({ people, audit }: Pick<FastifyInstance, 'people' | 'audit'>) {
  return (request: FastifyRequest, id: string, role: Role): Promise<Person> =>
    people.writing(() => {
      const person = getPresent({ people }, id);
      const acting = ensureOutranks({ people }, request, person);
      ensureMayGive(acting, role);
      if (person.role === role) return person;
      if (people.isLastOwner(person)) throw lastOwner();
      people.links.revokeBeyond(role, id);
      const details = { from: person.role, to: role };
      audit.write({ request, action: 'person.role_changed', target: person.name, details });
      return people.update(person, { role });
    });
}

function ensureMayGive(acting: Acting, role: Role): void {
  if (acting.role === 'owner' || ROLES.indexOf(role) > ROLES.indexOf('admin')) return;
  throw new ProblemError('rank_too_low', 'Only an owner makes owners and admins.');
}
