import { type ApiKey, createKey, DEFAULT_OVERLAP_HOURS, rotateKey } from '@bookchat/shared';
import type { Config } from '../config.ts';
import { openBeside, openToWriteBeside } from '../db/open-beside.ts';
import {
  createKeyStore,
  isListed,
  type KeyStore,
  type MintedKey,
  prepareListKeys,
  prepareListOpenRooms,
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
    const seenHere = { now: Date.now(), owner: null, sees: () => true };
    const keys = prepareListKeys(database)
      .all({})
      .filter((key) => isListed(key, seenHere.now));
    if (keys.length === 0) print('There is no API key.');
    else print(toTable([HEADINGS, ...keys.map((key) => toRow(toApiKey(key, limitsOf(config), seenHere)))]));
  } finally {
    database.close();
  }
}

/** Makes one, and prints its secret, which nobody can ask for again. */
export async function keysCreate({ words: [name = ''], values }: Given): Promise<number | undefined> {
  const days = values.get('days');
  const rooms = values.get('rooms');
  const given = createKey.body.safeParse({
    name,
    scopes: toList(values.get('scopes') ?? 'read'),
    ...(rooms === undefined ? {} : { rooms: toList(rooms) }),
    ...(days === undefined ? {} : { expires_in_days: Number(days) }),
  });
  if (!given.success) return refuse(given);
  const unknown = findUnknown(given.data.rooms ?? []);
  if (unknown !== undefined) return refuseRoom(unknown);
  const { scopes, rooms: only, expires_in_days } = given.data;
  const minted = await writing((store) =>
    store.create({ name: given.data.name, scopes, rooms: only, days: expires_in_days, ownerId: null }),
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

/** A key that nobody owns knows of open rooms alone. */
function findUnknown(rooms: readonly string[]): string | undefined {
  if (rooms.length === 0) return undefined;
  const database = openBeside(readConfig().database);
  try {
    const open = prepareListOpenRooms(database).all({});
    return rooms.find((room) => !open.some(({ name }) => name === room));
  } finally {
    database.close();
  }
}

function refuseRoom(room: string): number {
  printNote(`There is no open room ${room}. A key for a private one is made by somebody who is in it.`);
  return EXIT_USAGE;
}

function toList(text: string): string[] {
  return text.split(',').map((one) => one.trim());
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

const HEADINGS = ['id', 'name', 'scopes', 'rooms', 'status', 'good until (UTC)', 'last used (UTC)'];

function toRow({ id, name, scopes, rooms, status, expires_at, last_used_at }: ApiKey): string[] {
  return [
    id,
    name,
    scopes.join(','),
    rooms?.join(',') ?? 'all',
    status.replaceAll('_', ' '),
    toMinute(expires_at),
    last_used_at === null ? 'never' : toMinute(last_used_at),
  ];
}

function toMinute(timestamp: string): string {
  return timestamp.slice(0, 16).replace('T', ' ');
}
