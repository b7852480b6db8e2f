import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import { lastOwner, type Person } from '../../../plugins/people/index.ts';
import type { Aligning } from '../aligning/index.ts';
import { ensureNotOneself, ensureOutranks, getKnown } from './find-managed.ts';
import { prepareRemovePasskeys } from './queries.ts';
import { createShutOut } from './shut-out.ts';
import type { Parting } from './suspend-person.ts';

type App = Pick<FastifyInstance, 'apiKeys' | 'audit' | 'database' | 'people'>;

/** Removes people for good. Of the account its name stays, so that nobody else speaks under it. */
export function createRemovePerson(app: App, clock: Pick<Clock, 'now'>, aligning: Aligning) {
  const { people, audit } = app;
  const shutOut = createShutOut(app, clock);
  const removePasskeys = prepareRemovePasskeys(app.database);

  return {
    /** By whoever manages people. */
    remove: (request: FastifyRequest, id: string, parting: Parting) =>
      writing(() => remove(request, id, parting)),
    /** By the person. @throws ProblemError `last_owner`. */
    leave: (request: FastifyRequest, id: string, messages: Parting['messages']) =>
      writing(() => {
        audit.write({
          request,
          action: 'person.left',
          target: getKnown(app, id).name,
          details: { messages },
        });
        return part(getKnown(app, id), null, messages);
      }),
  };

  async function writing(work: () => Person): Promise<Person> {
    const person = await people.writing(work);
    app.apiKeys.forget();
    await aligning.settle();
    return person;
  }

  /** Of whom is removed already, the messages can still be hidden. */
  function remove(request: FastifyRequest, id: string, { reason, messages }: Parting): Person {
    const person = getKnown(app, id);
    ensureNotOneself(ensureOutranks(app, request, person), person, 'remove');
    if (person.state === 'removed' && (messages === 'keep' || person.messages_hidden === 1)) return person;
    audit.write({ request, action: 'person.removed', target: person.name, details: { reason, messages } });
    return part(person, reason, messages);
  }

  /** What is hidden stays so. */
  function part(person: Person, reason: string | null, messages: Parting['messages']): Person {
    if (people.isLastOwner(person)) throw lastOwner();
    shutOut(person);
    removePasskeys.run({ person_id: person.id });
    const hides = messages === 'hide' && person.messages_hidden === 0;
    if (hides) aligning.beginPerson(person.id);
    return people.update(person, {
      state: 'removed',
      suspend_reason: reason,
      email: null,
      password_hash: null,
      // Whoever was put out does not come back by the door of GitHub; whoever left may.
      github_id: reason === null ? null : person.github_id,
      github_login: null,
      muted_until: null,
      mute_reason: null,
      status_text: '',
      time_zone: null,
      avatar: null,
      messages_hidden: hides ? 1 : person.messages_hidden,
    });
  }
}
