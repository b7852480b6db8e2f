import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import type { Person } from '../../plugins/people/index.ts';
import { prepareKeyQueries } from './key-queries.ts';

/** Whoever had stolen an account may have made keys, which would outlive the new password. Only within a transaction. */
export function createRevokeRecovered(
  { database, audit }: Pick<FastifyInstance, 'database' | 'audit'>,
  { now }: Pick<Clock, 'now'>,
): (person: Person) => void {
  const { listOwned, revoke } = prepareKeyQueries(database);

  return ({ id: actorId, name: actor }) => {
    const revoked_at = new Date(now()).toISOString();
    for (const { id, name: target } of listOwned.all({ owner_id: actorId, now: revoked_at })) {
      revoke.run({ id, revoked_at });
      audit.write({ actor, actorId, action: 'key.revoked', target, details: { id, by: 'recovery' } });
    }
  };
}
