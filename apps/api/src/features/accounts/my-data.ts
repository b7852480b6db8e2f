import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { getPerson } from '../../plugins/access/index.ts';
import { prepareMyData } from './my-data-queries.ts';
import { toMe, toTimestamp } from './to-me.ts';
import { toSession } from './to-session.ts';

/** Messages that are read at a time, so that others are answered between. */
const PAGE = 500;

/** Everything that is kept of whoever asks, as a JSON text in pieces; secrets and their hashes are left out. */
export function createMyData({ people, database }: FastifyInstance, clock: Clock) {
  const queries = prepareMyData(database);

  return (request: FastifyRequest): Readable => {
    const { person, session } = getPerson(request);
    const of = { person_id: person.id };
    const facts = {
      exported_at: toTimestamp(clock.now()),
      account: {
        ...toMe(person, toTimestamp(clock.now())),
        reason: person.reason,
        last_seen_at: people.lastSeenAt(person),
      },
      sessions: people.sessions.listOf(person.id).map((one) => toSession(one, one === session)),
      passkeys: queries.passkeys.all(of),
      keys: queries.keys.all(of),
      former_names: queries.names.all(of),
      audit: queries.audit.all(of),
    };
    return Readable.from(write(JSON.stringify(facts), person.id), { objectMode: false });
  };

  function* write(facts: string, author_id: string): Generator<string> {
    yield `${facts.slice(0, -1)},"messages":[`;
    let after = 0;
    for (;;) {
      const page = queries.messages.all({ author_id, after, limit: PAGE });
      const last = page.at(-1);
      if (last === undefined) break;
      yield (after === 0 ? '' : ',') + page.map(({ json }) => json).join(',');
      after = last.position;
    }
    yield ']}';
  }
}
