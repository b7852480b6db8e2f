import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../../lib/problem-error.ts';
import { type Acting, actingOf } from '../../../plugins/access/acting.ts';
import { outranks } from '../../../plugins/access/rank.ts';
import type { Person } from '../../../plugins/people/index.ts';

/** @throws ProblemError `person_not_found` where there is no such person, or where they were removed. */
export function getPresent({ people }: Pick<FastifyInstance, 'people'>, id: string): Person {
  const person = getKnown({ people }, id);
  if (person.state !== 'removed') return person;
  throw new ProblemError('person_not_found', `There is no way back for ${person.name}, who was removed.`);
}

/** @throws ProblemError `person_not_found`. */
export function getKnown({ people }: Pick<FastifyInstance, 'people'>, id: string): Person {
  const person = people.find(id);
  if (person === undefined) throw new ProblemError('person_not_found', 'There is nobody with this id.');
  return person;
}

/** @throws ProblemError `rank_too_low` where whoever asks may do nothing about that person. */
export function ensureOutranks(
  app: Pick<FastifyInstance, 'people'>,
  request: FastifyRequest,
  { name, role }: Pick<Person, 'name' | 'role'>,
): Acting {
  const acting = actingOf(app, request);
  if (outranks(acting.role, role)) return acting;
  const is = role === 'owner' ? 'an owner' : 'an admin';
  throw new ProblemError('rank_too_low', `Only an owner may do this about ${name}, who is ${is}.`);
}

/** @throws ProblemError `not_yourself` where that person asks. */
export function ensureNotOneself({ personId }: Acting, person: Person, what: string): void {
  if (personId !== person.id) return;
  throw new ProblemError('not_yourself', `You cannot ${what} yourself. Another owner can.`);
}
