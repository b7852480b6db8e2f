import type { Database } from '../../db/open-database.ts';
import type { WatchedSecretsTable } from '../../db/schema/watched-secrets.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Alarms } from '../../plugins/alarms.ts';
import type { WatchedSecret } from './list-secrets.ts';
import { prepareFindSecret, prepareForgetSecret, prepareSaveSecret } from './queries.ts';
import { toAlarm, toCause } from './secret-age-alarm.ts';
import { seeSecret } from './see-secret.ts';

interface Parts {
  readonly database: Database;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly limitDays: number;
}

/** What is remembered of each secret, by its name. */
type Seen = ReadonlyMap<string, WatchedSecretsTable>;

const DAY_MS = 86_400_000;

/** Looks how long each secret has been the same, warns of those that are too old, and says what was found. */
export function createSecretWatch(
  secrets: readonly WatchedSecret[],
  { database, alarms, clock, limitDays }: Parts,
): () => Promise<string> {
  const find = prepareFindSecret(database);
  const save = prepareSaveSecret(database);
  const forget = prepareForgetSecret(database);

  return async () => {
    const seen = await seeAll();
    await write(seen);
    for (const secret of secrets) warnOrClear(secret, seen.get(secret.name));
    return describe([...seen.values()]);
  };

  async function seeAll(): Promise<Seen> {
    const seen = new Map<string, WatchedSecretsTable>();
    const now = new Date(clock.now());
    for (const { name, value } of secrets)
      if (value !== null) seen.set(name, await seeSecret(name, value, find.get({ name }), now));
    return seen;
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

  function warnOrClear(secret: WatchedSecret, row: WatchedSecretsTable | undefined): void {
    if (row === undefined || ageMs(row) <= limitDays * DAY_MS) alarms.clear(toCause(secret.name));
    else alarms.raise(toAlarm(secret, row, { ageDays: ageDays(row), limitDays }));
  }

  function describe(rows: readonly WatchedSecretsTable[]): string {
    const ages = rows.map((row) => `${row.name} ${ageDays(row)}`);
    return `Days since each was changed: ${ages.join(', ')}.`;
  }

  function ageDays(row: WatchedSecretsTable): number {
    return Math.floor(ageMs(row) / DAY_MS);
  }

  function ageMs({ first_seen_at }: WatchedSecretsTable): number {
    return clock.now() - Date.parse(first_seen_at);
  }
}
