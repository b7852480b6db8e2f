import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../lib/clock.ts';
import type { Person } from '../../../plugins/people/index.ts';
import { prepareRevokeOwned } from './queries.ts';

/**
 * Ends every way in that a person has or has opened for others: sessions, API keys, links. Only within a transaction;
 * then whoever keeps keys in memory is to be told.
 */
export function createShutOut(
  { database, people }: Pick<FastifyInstance, 'database' | 'people'>,
  { now }: Pick<Clock, 'now'>,
) {
  const revokeOwned = prepareRevokeOwned(database);

  return ({ id }: Person): void => {
    people.sessions.endAllOf(id);
    revokeOwned.run({ owner_id: id, at: new Date(now()).toISOString() });
    people.links.revokeAll({ kind: 'recovery', personId: id });
    people.links.revokeAll({ kind: 'invite', personId: id });
  };
}
