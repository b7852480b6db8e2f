import { type ApiKey, createKey, DEFAULT_OVERLAP_HOURS, rotateKey } from '@bookchat/shared';
import type { Config } from '../config.ts';
import { openBeside, openToWriteBeside } from '../db/open-beside.ts';
import {
  createKeyStore,
  type KeyStore,
  type MintedKey,
  prepareListKeys,
  toApiKey,
} from '../features/keys/index.ts';
import { systemClock } from '../lib/clock.ts';
import type { Given } from './command.ts';
import { EXIT_USAGE } from './exit-codes.ts';
import { print, printNote } from './print.ts';
import { readConfig } from './read-config.ts';
import { toTable } from './to-table.ts';

interface Parsed<Data> {
  readonly success: boolean;
  readonly data?: Data;
  readonly error?: { readonly issues: readonly { readonly message: string }[] };
}

/** Shows every key that there is, or was of late. */
export async function keysList(): Promise<undefined> {
  const config = readConfig();
  const database = openBeside(config.database);
  try {
    const keys = prepareListKeys(database).all({});
    if (keys.length === 0) print('There is no API key.');
    else
      print(
        toTable([
          HEADINGS,
          ...keys.map((key) => toRow(toApiKey(key, limitsOf(config), { now: Date.now(), owner: null }))),
        ]),
      );
  } finally {
    database.close();
  }
}

/** Makes one, and prints its secret, which nobody can ask for again. */
export async function keysCreate({ words: [name = ''], values }: Given): Promise<number | undefined> {
  const days = values.get('days');
  const given = createKey.body.safeParse({
    name,
    scopes: (values.get('scopes') ?? 'read').split(',').map((scope) => scope.trim()),
    ...(days === undefined ? {} : { expires_in_days: Number(days) }),
  });
  if (!given.success) return refuse(given);
  const { scopes, expires_in_days } = given.data;
  const minted = await writing((store) =>
    store.create({ name: given.data.name, scopes, days: expires_in_days, ownerId: null }),
  );
  tellSecret(minted);
  printNote(`The key ${minted.key.id} is good until ${minted.key.expires_at}.`);
  return undefined;
}

/** Gives one another secret, while the one before goes on for a time. */
export async function keysRotate({ words: [id = ''], values }: Given): Promise<number | undefined> {
  const hours = values.get('overlap-hours');
  const given = rotateKey.body.safeParse(hours === undefined ? {} : { overlap_hours: Number(hours) });
  if (!given.success) return refuse(given);
  const minted = await writing((store) =>
    store.rotate(id, given.data?.overlap_hours ?? DEFAULT_OVERLAP_HOURS),
  );
  tellSecret(minted);
  const { expires_at, previous_valid_until: until } = minted.key;
  printNote(
    `The key ${id} is good until ${expires_at}. ` +
      (until === null
        ? 'Its secret from before is not taken any more.'
        : `Its secret from before is taken until ${until}.`),
  );
  return undefined;
}

/** Ends one for good. */
export async function keysRevoke({ words: [id = ''] }: Given): Promise<undefined> {
  const { name, revoked_at } = await writing((store) => store.revoke(id));
  print(
    `The key ${id} (${name}) was revoked at ${revoked_at}. A server that runs refuses it within a second or two.`,
  );
}

async function writing<Result>(work: (store: KeyStore) => Promise<Result>): Promise<Result> {
  const database = openToWriteBeside(readConfig().database);
  try {
    return await work(createKeyStore(database, systemClock));
  } finally {
    database.close();
  }
}

/** The secret alone goes to whoever takes the output. */
function tellSecret({ secret }: MintedKey): void {
  printNote('This is shown once:');
  print(secret);
}

function refuse({ error }: Parsed<unknown>): number {
  for (const { message } of error?.issues ?? []) printNote(message);
  return EXIT_USAGE;
}

function limitsOf({ thresholds }: Config) {
  return { ageDays: thresholds.keyAgeDays, expiryDays: thresholds.keyExpiryDays };
}

const HEADINGS = ['id', 'name', 'scopes', 'status', 'good until (UTC)', 'last used (UTC)'];

function toRow({ id, name, scopes, status, expires_at, last_used_at }: ApiKey): string[] {
  return [
    id,
    name,
    scopes.join(','),
    status.replaceAll('_', ' '),
    toMinute(expires_at),
    last_used_at === null ? 'never' : toMinute(last_used_at),
  ];
}

function toMinute(timestamp: string): string {
  return timestamp.slice(0, 16).replace('T', ' ');
}
