import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { getPerson } from '../../plugins/access/index.ts';
import type { Person } from '../../plugins/people/index.ts';
import { prepareMyData } from './my-data-queries.ts';
import { createMyDeeds } from './my-deeds.ts';
import { prepareMyRooms } from './my-rooms.ts';
import { toMe, toTimestamp } from './to-me.ts';
import { toSession } from './to-session.ts';

/** Messages that are read at a time, so that others are answered between. */
const PAGE = 500;

/** Everything that is kept of whoever asks, as a JSON text in pieces; secrets and their hashes are left out. */
export function createMyData(app: FastifyInstance, clock: Clock) {
  const { people, database } = app;
  const queries = prepareMyData(database);
  const ofRooms = prepareMyRooms(database);
  const findDeeds = createMyDeeds(app);

  return (request: FastifyRequest): Readable => {
    const { person, session } = getPerson(request);
    const of = { person_id: person.id };
    const facts = {
      exported_at: toTimestamp(clock.now()),
      account: describeAccount(person),
      picture: findPicture(person.id),
      sessions: people.sessions.listOf(person.id).map((one) => toSession(one, one === session)),
      passkeys: queries.passkeys.all(of),
      keys: queries.keys.all(of),
      invites: queries.invites.all(of),
      former_names: queries.names.all(of),
      rooms: ofRooms.rooms.all(of),
      read: ofRooms.reads.all(of),
      audit: findDeeds(person.id),
    };
    return Readable.from(write(JSON.stringify(facts), person.id), { objectMode: false });
  };

  function describeAccount(person: Person) {
    const { suspend_reason, messages_hidden, github_id, github_role, github_gone_at } = person;
    return {
      ...toMe(person, toTimestamp(clock.now())),
      suspend_reason,
      messages_hidden: messages_hidden === 1,
      github_id,
      github_role,
      github_gone_at,
      last_seen_at: people.lastSeenAt(person),
    };
  }

  function findPicture(person_id: string) {
    const found = queries.avatar.get({ person_id });
    return found === undefined ? null : { type: 'image/webp', base64: found.bytes.toString('base64') };
  }

  function* write(facts: string, author_id: string): Generator<string> {
    yield `${facts.slice(0, -1)},"messages":[`;
    let after = 0;
    for (;;) {
      const page = ofRooms.messages.all({ author_id, after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) break;
      yield (after === 0 ? '' : ',') + page.map(({ json }) => json).join(',');
      after = last.position;
    }
    yield ']}';
  }
}
