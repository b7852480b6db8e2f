import type { Role } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Person } from '../people/index.ts';

/** Whoever manages people. */
export interface Acting {
  readonly role: Role;
  /** Null for the admin token and a key of its. */
  readonly personId: string | null;
  /** As links say by whom they were made; null for the admin token. */
  readonly name: string | null;
}

/** Of a request that was let in: the admin token is an owner's, and a key what its owner is, but never more than an admin. */
export function actingOf(
  { people }: Pick<FastifyInstance, 'people'>,
  { person, apiKey }: FastifyRequest,
): Acting {
  if (apiKey === null) return toActing(person, 'owner');
  const acting = toActing(people.find(apiKey.owner_id ?? '') ?? null, 'admin');
  return acting.role === 'owner' ? { ...acting, role: 'admin' } : acting;
}

function toActing(person: Person | null, ofNobody: Role): Acting {
  if (person === null) return { role: ofNobody, personId: null, name: null };
  return { role: person.role, personId: person.id, name: person.name };
}
