import type { changeMe } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import type { Clock } from '../../lib/clock.ts';
import { nameKey } from '../../lib/name-key.ts';
import { ensureNotMuted, getPerson } from '../../plugins/access/index.ts';
import { type Person, recentSignInNeeded } from '../../plugins/people/index.ts';
import { countRename } from './count-rename.ts';
import { prepareClaimName } from './queries.ts';

type Wanted = z.output<typeof changeMe.body>;

/** @throws ProblemError `name_taken`, `too_many_renames`, `email_taken`, `muted` or `recent_sign_in_needed`. */
export function createChangeMe({ people, audit, database }: FastifyInstance, clock: Clock) {
  const claim = prepareClaimName(database);

  return async (request: FastifyRequest, wanted: Wanted): Promise<Person> => {
    const { person, session } = getPerson(request);
    const changes = changesOf(person, wanted);
    const { name, email, status_text: status = '' } = changes;
    if (Object.keys(changes).length === 0) return person;
    if (email !== undefined && !people.sessions.isFresh(session)) throw recentSignInNeeded();
    // Everyone reads it; who is muted can still take it back.
    if (status !== '' || name !== undefined) ensureNotMuted(person, clock.now());
    if (name !== undefined) await people.earlierWriters.ready();
    return people.writing(() => {
      people.ensureFree({ name, email }, person);
      const renamed = name === undefined ? {} : rename(request, person, name);
      if (email !== undefined) {
        people.links.revokeMailed(person.id); // to the address before
        audit.write({ request, action: 'person.email_changed', target: name ?? person.name });
      }
      return people.update(person, {
        ...changes,
        ...renamed,
      });
    });
  };

  /** What was written under the old name stays under it, and so nobody else may have it. */
  function rename(request: FastifyRequest, { id }: Person, name: string) {
    const { name: old, renamed_at } = people.find(id) as Person; // as they are now, whatever else was asked at the same time
    claim.run({ name: old, person_id: id, at: new Date(clock.now()).toISOString() });
    audit.write({ request, action: 'person.renamed', target: name, details: { from: old } });
    return { name_key: nameKey(name), renamed_at: countRename({ renamed_at }, clock.now()) };
  }
}

type Changes = { [Field in keyof Wanted]: Exclude<Wanted[Field], undefined> };

/** What is wanted, and is not so already. */
function changesOf(person: Person, wanted: Wanted): Changes {
  const fields = Object.entries(wanted) as [keyof Wanted, Wanted[keyof Wanted]][];
  return Object.fromEntries(
    fields.filter(([field, value]) => value !== undefined && value !== person[field]),
  );
}
