import type { WatchedSecret } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';
import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import type { SecretToWatch } from './list-secrets.ts';
import { prepareFindSecret, prepareForgetSecret, prepareSaveSecret } from './queries.ts';
import { createSecretAlarms } from './secret-alarms.ts';
import { seeSecret } from './see-secret.ts';
import { DAY_MS, type Limits } from './to-api-key.ts';
import { ageMsOf, toWatchedSecret } from './to-watched-secret.ts';
import { withExpiry } from './with-expiry.ts';

interface Parts {
  readonly database: Database;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly limits: Limits;
  /** When a secret ends, as far as anybody has said; undefined: nothing new is known. */
  readonly expiryOf: (name: string) => string | null | undefined;
  readonly rotatesHere: (name: string) => boolean;
}

/** What is remembered of each secret, by its name. */
type Seen = ReadonlyMap<string, WatchedSecretsTable>;

/** Looks how long each secret has been the same and when it ends, and warns of those that want to be changed. */
export function createSecretWatch(secrets: readonly SecretToWatch[], parts: Parts) {
  const { database, alarms, clock, limits, expiryOf, rotatesHere } = parts;
  const find = prepareFindSecret(database);
  const save = prepareSaveSecret(database);
  const forget = prepareForgetSecret(database);
  const warnOrClear = createSecretAlarms({ alarms, limits, now: clock.now });

  let looking: Promise<unknown> = Promise.resolve();

  return {
    /** One look after the other, so that no change is counted twice. @returns what was found, in a sentence. */
    look(): Promise<string> {
      const found = looking.then(look);
      looking = found.catch(() => {}); // whoever asked hears of it
      return found;
    },
    list: () => secrets.map(describe),
  };

  async function look(): Promise<string> {
    const seen = await seeAll();
    await write(seen);
    for (const secret of secrets) warnOrClear(secret, seen.get(secret.name));
    const ages = [...seen.values()].map(
      (row) => `${row.name} ${Math.floor(ageMsOf(row, clock.now()) / DAY_MS)}`,
    );
    return `Days since each was changed: ${ages.join(', ')}.`;
  }

  async function seeAll(): Promise<Seen> {
    const seen = new Map<string, WatchedSecretsTable>();
    for (const { name, read } of secrets) {
      const value = read();
      if (value !== null) seen.set(name, await see(name, value));
    }
    return seen;
  }

  async function see(name: string, value: string): Promise<WatchedSecretsTable> {
    const row = await seeSecret(name, value, find.get({ name }), new Date(clock.now()));
    return withExpiry(row, expiryOf(name));
  }

  function write(seen: Seen): Promise<void> {
    return database.transact(() => {
      for (const { name } of secrets) {
        const row = seen.get(name);
        if (row === undefined) forget.run({ name });
        else save.run(row);
      }
    });
  }

  function describe(secret: SecretToWatch): WatchedSecret {
    const { name } = secret;
    return toWatchedSecret(
      secret,
      { row: find.get({ name }), rotatesHere: rotatesHere(name) },
      limits,
      clock.now(),
    );
  }
}

export type SecretWatch = ReturnType<typeof createSecretWatch>;
