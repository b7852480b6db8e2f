import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import { lastOwner, type Person } from '../../../plugins/people/index.ts';
import type { Aligning } from '../aligning/index.ts';
import { ensureNotOneself, ensureOutranks, getPresent } from './find-managed.ts';
import { createShutOut } from './shut-out.ts';

export interface Parting {
  readonly reason: string;
  readonly messages: 'keep' | 'hide';
}

type App = Pick<FastifyInstance, 'apiKeys' | 'audit' | 'database' | 'people'>;

/** Keeps a person out, until somebody lets them in again. Said again, it changes the reason, or what is hidden. */
export function createSuspendPerson(app: App, clock: Pick<Clock, 'now'>, aligning: Aligning) {
  const { people, audit } = app;
  const shutOut = createShutOut(app, clock);

  return async (request: FastifyRequest, id: string, parting: Parting): Promise<Person> => {
    const person = await people.writing(() => suspend(request, id, parting));
    app.apiKeys.forget();
    await aligning.settle();
    return person;
  };

  function suspend(request: FastifyRequest, id: string, { reason, messages }: Parting): Person {
    const person = getPresent(app, id);
    ensureNotOneself(ensureOutranks(app, request, person), person, 'suspend');
    if (people.isLastOwner(person)) throw lastOwner();
    const messages_hidden = messages === 'hide' ? 1 : 0;
    const isSame = person.suspend_reason === reason && person.messages_hidden === messages_hidden;
    if (person.state === 'suspended' && isSame) return person;
    shutOut(person);
    if (person.messages_hidden !== messages_hidden) aligning.beginPerson(id);
    audit.write({ request, action: 'person.suspended', target: person.name, details: { reason, messages } });
    return people.update(person, { state: 'suspended', suspend_reason: reason, messages_hidden });
  }
}
