import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import type { Person } from '../../../plugins/people/index.ts';
import { ensureNotOneself, ensureOutranks, getPresent } from './find-managed.ts';

interface Muting {
  /** 0 lets them write again. */
  readonly minutes: number;
  readonly reason: string;
}

export function createMutePerson(
  { people, audit }: Pick<FastifyInstance, 'people' | 'audit'>,
  { now }: Pick<Clock, 'now'>,
) {
  return (request: FastifyRequest, id: string, { minutes, reason }: Muting): Promise<Person> =>
    people.writing(() => {
      const person = getPresent({ people }, id);
      ensureNotOneself(ensureOutranks({ people }, request, person), person, 'mute');
      return minutes === 0 ? unmute(request, person) : mute(request, person, { minutes, reason });
    });

  function mute(request: FastifyRequest, person: Person, { minutes, reason }: Muting): Person {
    const until = new Date(now() + minutes * 60_000).toISOString();
    audit.write({ request, action: 'person.muted', target: person.name, details: { until, reason } });
    return people.update(person, { muted_until: until, mute_reason: reason });
  }

  function unmute(request: FastifyRequest, person: Person): Person {
    if (person.muted_until === null) return person;
    const isOver = Date.parse(person.muted_until) <= now();
    if (!isOver) audit.write({ request, action: 'person.unmuted', target: person.name });
    return people.update(person, { muted_until: null, mute_reason: null });
  }
}
