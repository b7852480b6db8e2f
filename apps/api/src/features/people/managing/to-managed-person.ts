import type { ManagedPerson } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import type { Person } from '../../../plugins/people/index.ts';
import { toMe, toTimestamp } from '../accounts.ts';
import { prepareCountPasskeys } from './queries.ts';

export interface ManagedPeople {
  list(): ManagedPerson[];
  show(person: Person): ManagedPerson;
}

export function createManagedPeople(
  { database, people }: Pick<FastifyInstance, 'database' | 'people'>,
  { now }: Pick<Clock, 'now'>,
): ManagedPeople {
  const countPasskeys = prepareCountPasskeys(database);
  return {
    list() {
      const passkeys = readPasskeys();
      return people.list().map((person) => toManaged(person, passkeys));
    },
    show: (person) => toManaged(person, readPasskeys()),
  };

  function toManaged(person: Person, passkeys: ReadonlyMap<string, number>): ManagedPerson {
    return {
      ...toMe(person, toTimestamp(now())),
      last_seen_at: people.lastSeenAt(person),
      suspend_reason: person.suspend_reason,
      messages_hidden: person.messages_hidden === 1,
      passkeys: passkeys.get(person.id) ?? 0,
      sessions: people.sessions.listOf(person.id).length,
    };
  }

  function readPasskeys(): Map<string, number> {
    return new Map(countPasskeys.all({}).map(({ person_id, count }) => [person_id, count]));
  }
}
