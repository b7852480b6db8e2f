import type { FastifyInstance } from 'fastify';
import type { ApiKeysTable } from '../../../db/schema/api-keys.ts';
import { secretSince, type WatchedSecretsTable } from '../../../db/schema/watched-secrets.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Figure } from './figure.ts';

type SeenSecret = Pick<WatchedSecretsTable, 'name' | 'first_seen_at' | 'rotated_at' | 'expires_at'>;

/**
 * How old each configured secret and each API key is, and when it ends; of their values nothing is known here. One that
 * has ended still says when, until it is replaced or revoked: that it has is what somebody must hear of.
 */
export function secretFigures(
  { database, apiKeys }: Pick<FastifyInstance, 'database' | 'apiKeys'>,
  clock: Clock,
): Figure[] {
  const list = database.prepareRead<object, SeenSecret>((db) =>
    db
      .selectFrom('watched_secrets')
      .select(['name', 'first_seen_at', 'rotated_at', 'expires_at'])
      // By the index of the names, as all have one.
      .where('name', '>', ''),
  );

  return [
    {
      name: 'secret_age_seconds',
      help: 'For how long each configured secret has been the same.',
      type: 'gauge',
      read: () => list.all({}).map((secret) => [{ name: secret.name }, secondsSince(secretSince(secret))]),
    },
    {
      name: 'secret_expiry_timestamp_seconds',
      help: 'When each configured secret ends, where that is known, in seconds since 1970.',
      type: 'gauge',
      read: () =>
        list
          .all({})
          .flatMap(({ name, expires_at: at }) => (at === null ? [] : [[{ name }, secondsOf(at)] as const])),
    },
    {
      name: 'api_key_age_seconds',
      help: 'For how long each API key that is taken has had its secret.',
      type: 'gauge',
      read: () =>
        unrevoked()
          .filter(({ expires_at }) => Date.parse(expires_at) > clock.now())
          .map(({ id, name, rotated_at, created_at }) => [
            { id, name },
            secondsSince(rotated_at ?? created_at),
          ]),
    },
    {
      name: 'api_key_expiry_timestamp_seconds',
      help: 'When each API key that was not revoked ends, in seconds since 1970.',
      type: 'gauge',
      read: () => unrevoked().map(({ id, name, expires_at }) => [{ id, name }, secondsOf(expires_at)]),
    },
  ];

  function unrevoked(): ApiKeysTable[] {
    return apiKeys.list().filter(({ revoked_at }) => revoked_at === null);
  }

  function secondsSince(timestamp: string): number {
    return clock.now() / 1_000 - secondsOf(timestamp);
  }
}

function secondsOf(timestamp: string): number {
  return Date.parse(timestamp) / 1_000;
}
