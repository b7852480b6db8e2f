import type { ApiKeyScope } from '@bookchat/shared';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';
import { formatApiKey } from '../../plugins/api-keys/index.ts';
import { type KeyDatabase, prepareKeyQueries } from './key-queries.ts';
import { mintKeyId, mintSecret } from './mint.ts';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly rooms?: readonly string[] | undefined;
  readonly days: number;
  /** Whose bot it is; null for the admin token's and the command line's. */
  readonly ownerId: string | null;
  /** How many that are taken its owner may have with it; without it any number. */
  readonly max?: number;
}

export interface MintedKey {
  readonly key: ApiKeysTable;
  /** As a program sends it; nobody can ask for it again. */
  readonly secret: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** For so long a key that has ended is still listed. */
export const KEEP_ENDED_DAYS = 90;

/** Makes, rotates and revokes the keys in a database. Whoever keeps them in memory is to be told. */
export function createKeyStore(database: KeyDatabase, clock: Pick<Clock, 'now'>) {
  const queries = prepareKeyQueries(database);
  return { create, rotate, revoke, removeEnded };

  async function create({ name, scopes, rooms, days, ownerId, max }: NewKey): Promise<MintedKey> {
    const secret = mintSecret();
    const key: ApiKeysTable = {
      id: mintKeyId(),
      name,
      owner_id: ownerId,
      scopes: scopes.join(','),
      rooms: rooms?.join(',') ?? null,
      days,
      created_at: at(0),
      expires_at: at(days * DAY_MS),
      secret_hash: sha256Hex(secret),
      rotated_at: null,
      rotations: 0,
      previous_hash: null,
      previous_valid_until: null,
      last_used_at: null,
      revoked_at: null,
    };
    await database.transact(() => {
      if (max !== undefined) ensureRoom(key, max);
      queries.add.run(key);
    });
    return { key, secret: formatApiKey({ id: key.id, secret }) };
  }

  /** @throws ProblemError `too_many_keys`. */
  function ensureRoom({ owner_id }: ApiKeysTable, max: number): void {
    const taken = queries.countTaken.get({ owner_id, now: at(0) })?.count ?? 0;
    if (taken < max) return;
    throw new ProblemError('too_many_keys', `You have ${max} keys, as many as one may. Revoke one first.`);
  }

  /** @throws ProblemError `key_not_found` or `key_ended`. */
  async function rotate(id: string, overlapHours: number): Promise<MintedKey> {
    const secret = mintSecret();
    const key = await database.transact(() => {
      const known = getAlive(id);
      const overlaps = overlapHours > 0;
      const rotated: ApiKeysTable = {
        ...known,
        secret_hash: sha256Hex(secret),
        expires_at: at(known.days * DAY_MS),
        rotated_at: at(0),
        rotations: known.rotations + 1,
        previous_hash: overlaps ? known.secret_hash : null,
        previous_valid_until: overlaps ? earlier(at(overlapHours * HOUR_MS), known.expires_at) : null,
      };
      queries.rotate.run(rotated);
      return rotated;
    });
    return { key, secret: formatApiKey({ id, secret }) };
  }

  /** Again changes nothing. @throws ProblemError `key_not_found`. */
  function revoke(id: string): Promise<ApiKeysTable> {
    return database.transact(() => {
      const known = get(id);
      if (known.revoked_at !== null) return known;
      const revoked_at = at(0);
      queries.revoke.run({ id, revoked_at });
      return { ...known, revoked_at, previous_valid_until: null };
    });
  }

  /** @returns how many were removed. */
  function removeEnded(): Promise<number> {
    const before = at(-KEEP_ENDED_DAYS * DAY_MS);
    return database.transact(() => queries.removeEnded.run({ before }));
  }

  function getAlive(id: string): ApiKeysTable {
    const key = get(id);
    if (key.revoked_at !== null) throw ended(key, `was revoked at ${key.revoked_at}`);
    if (key.expires_at <= at(0)) throw ended(key, `has ended at ${key.expires_at}`);
    return key;
  }

  function get(id: string): ApiKeysTable {
    const key = queries.find.get({ id });
    if (key === undefined) throw new ProblemError('key_not_found', `There is no API key ${id}.`);
    return key;
  }

  function at(fromNowMs: number): string {
    return new Date(clock.now() + fromNowMs).toISOString();
  }
}

/** Not a bot's that is only kept for what it wrote. */
export function isListed({ revoked_at, expires_at }: ApiKeysTable, now: number): boolean {
  const endedAt = revoked_at !== null && revoked_at < expires_at ? revoked_at : expires_at;
  return endedAt >= new Date(now - KEEP_ENDED_DAYS * DAY_MS).toISOString();
}

export type KeyStore = ReturnType<typeof createKeyStore>;

function ended({ name }: ApiKeysTable, how: string): ProblemError {
  return new ProblemError(
    'key_ended',
    `The API key "${name}" ${how}, and does not come back. Make a new one.`,
  );
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
