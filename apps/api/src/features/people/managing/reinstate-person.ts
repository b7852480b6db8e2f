import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Person } from '../../../plugins/people/index.ts';
import type { Aligning } from '../aligning/index.ts';
import { ensureOutranks, getPresent } from './find-managed.ts';

/** Lets a suspended person in again. Sessions and keys stay ended; a mute goes on for its time. */
export function createReinstatePerson(
  { people, audit }: Pick<FastifyInstance, 'people' | 'audit'>,
  aligning: Aligning,
) {
  return async (request: FastifyRequest, id: string): Promise<Person> => {
    const person = await people.writing(() => reinstate(request, id));
    await aligning.settle();
    return person;
  };

  function reinstate(request: FastifyRequest, id: string): Person {
    const person = getPresent({ people }, id);
    ensureOutranks({ people }, request, person);
    if (person.state === 'active') return person;
    if (person.messages_hidden === 1) aligning.beginPerson(id);
    audit.write({ request, action: 'person.reinstated', target: person.name });
    return people.update(person, { state: 'active', suspend_reason: null, messages_hidden: 0 });
  }
}
