import {
  type BodyOf,
  createKey,
  createMyKey,
  createRoom,
  type Endpoint,
  fillPath,
  leaveRoom,
  listKeys,
  listPeople,
  openDirectRoom,
  orderRooms,
  postMessage,
  readAvatar,
  uploadAvatar,
} from '@bookchat/shared';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { BY_TOKEN, invite, type SignedInPerson } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { toHeaders } from '../../../test/make-key.ts';
import {
  it as base,
  bringIn,
  contentsOf,
  makeRoom,
  poll,
  roomsOf,
  say,
  type Who,
  writeTo,
} from '../../../test/rooms-test.ts';
import { send } from '../../../test/send.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

interface Team extends Readonly<Record<'alice' | 'bob' | 'carol' | 'dave', SignedInPerson>> {
  readonly server: TestServer;
}

const PATIENT = { timeout: 60_000 };

let keys = 0;

/** A key of the owner's own, for some rooms. */
async function keyFor(server: TestServer, { headers }: Who, ...rooms: string[]): Promise<Who> {
  const body: BodyOf<typeof createMyKey> = {
    name: `bot ${++keys} of ${rooms.join(' ')}`,
    scopes: ['read', 'write'],
    rooms,
  };
  return { headers: toHeaders((await call(server, createMyKey, { headers, body })).body.secret) };
}

async function namesFor(server: TestServer, { headers }: Who): Promise<string[]> {
  return (await call(server, listPeople, { headers })).body.people.map(({ name }) => name);
}

async function givePicture(
  server: TestServer,
  { headers }: SignedInPerson,
  background: string,
): Promise<string> {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background } }).png();
  const image = (await picture.toBuffer()).toString('base64');
  return (await call(server, uploadAvatar, { headers, body: { image } })).body.avatar ?? '';
}

/**
 * alice, who owns the server, is with bob in the private room "harbour", with carol in "vault", and writes to dave
 * directly; gina is a guest in the harbour, and greta a guest elsewhere.
 */
async function makeTown({ server, alice, bob, carol, dave }: Team) {
  const gina = await invite(server, 'gina', 'guest');
  const greta = await invite(server, 'greta', 'guest');
  const start = (await poll(server, alice)).cursor;
  await poll(server, carol);
  const harbour = await makeRoom(server, alice, { name: 'harbour', title: 'The quay', kind: 'private' });
  await bringIn(server, alice, harbour, bob, gina);
  const vault = await makeRoom(server, alice, { name: 'vault', title: 'Hush money', kind: 'private' });
  await bringIn(server, alice, vault, carol);
  const direct = await writeTo(server, alice, dave);
  const inHarbour = await say(server, bob, harbour.name, 'ships ahoy');
  const inVault = await say(server, carol, vault.name, 'a buried treasure');
  await say(server, dave, direct.name, 'between us two');
  await say(server, dave, 'general', 'to everybody');
  const pictures = {
    bob: await givePicture(server, bob, 'red'),
    carol: await givePicture(server, carol, 'blue'),
  };
  const key = await keyFor(server, alice, harbour.name);
  return {
    server,
    alice,
    bob,
    carol,
    dave,
    gina,
    greta,
    harbour,
    vault,
    direct,
    start,
    inHarbour,
    inVault,
    pictures,
    key,
  };
}

const it = base.extend('town', ({ team }) => makeTown(team));

type Town = Awaited<ReturnType<typeof makeTown>>;

const CALLERS = ['a key of one room', 'a guest'] as const;

describe.for(CALLERS)('%s', PATIENT, (caller) => {
  it('is answered by no endpoint with anything of other rooms, or of people outside', async ({ town }) => {
    const told = await walk(town, caller === 'a guest' ? town.gina : town.key);
    expect(told).toEqual([]);
  });

  it('sees its room, what is written there, and who is in it', async ({ town }) => {
    const { server, harbour, start, pictures } = town;
    const who = caller === 'a guest' ? town.gina : town.key;
    expect((await roomsOf(server, who)).map(({ name }) => name)).toEqual([harbour.name]);
    expect(await contentsOf(server, who, harbour.name)).toEqual(['ships ahoy']);
    expect(await namesFor(server, who)).toEqual(['alice', 'bob', 'gina']);
    const { changes } = await poll(server, who, start);
    expect(changes.map(({ type }) => type).toSorted()).toEqual(['message', 'room']);
    const picture = (hash: string) =>
      send(server, { path: fillPath(readAvatar, { hash }), headers: who.headers });
    expect((await picture(pictures.bob)).status).toBe(200);
    expect((await picture(pictures.carol)).status).toBe(404);
  });
});

it('whoever is in all of them is told of it, so that the walk would notice', PATIENT, async ({ town }) => {
  const told = (await walk(town, town.alice)).join();
  for (const { name } of [town.vault, town.direct]) expect(told).toContain(name);
  expect(told).toContain('between us two');
});

describe('a guest', PATIENT, () => {
  it('is told who is there of those in its rooms alone', async ({ town }) => {
    const { server, alice, carol, gina, start } = town;
    const before = await poll(server, gina, start);
    await poll(server, carol);
    expect(before.present).toEqual([alice.me.id, gina.me.id].toSorted());
    expect((await poll(server, gina, start)).present).toEqual(before.present);
    expect((await poll(server, alice)).present).toContain(carol.me.id);
  });

  it('in an open room is told of every member, as each may be in it, and of the guests in it', async ({
    town,
  }) => {
    const { server, alice, greta } = town;
    expect(await namesFor(server, greta)).toEqual(['greta']);
    const square = await makeRoom(server, alice, { name: 'square' });
    await bringIn(server, alice, square, greta);
    expect(await namesFor(server, greta)).toEqual(['alice', 'bob', 'carol', 'dave', 'greta']);
  });
});

describe('a key for some rooms', PATIENT, () => {
  it('writes in them alone, makes no other, and orders none that it does not see', async ({ town }) => {
    const { server, key, harbour, vault, dave } = town;
    const { headers } = key;
    const post = (room: string) => ({ headers, body: { room, content: 'beep' } });
    expect((await call(server, postMessage, post(harbour.name))).status).toBe(201);
    for (const room of [vault.name, 'general', 'nowhere'])
      expect((await callRefused(server, postMessage, post(room))).body.code).toBe('room_not_found');
    const making = { headers, body: { name: 'another' } };
    expect((await callRefused(server, createRoom, making)).body.code).toBe('not_your_room');
    const writing = { headers, body: { people: [dave.me.id] } };
    expect((await callRefused(server, openDirectRoom, writing)).body.code).toBe('sign_in_needed');
    const ordering = { headers, body: { names: [vault.name] } };
    expect((await callRefused(server, orderRooms, ordering)).body.code).toBe('room_not_found');
  });

  it('for an open room is told of every member, and of no guest outside', async ({ town }) => {
    const { server, bob } = town;
    const key = await keyFor(server, bob, 'general');
    expect(await namesFor(server, key)).toEqual(['alice', 'bob', 'carol', 'dave']);
    expect((await roomsOf(server, key)).map(({ name }) => name)).toEqual(['general']);
  });

  it('is not told that its owner has left another room, and sees no more than its owner', async ({
    town,
  }) => {
    const { server, bob, harbour } = town;
    const key = await keyFor(server, bob, 'general');
    const own = await keyFor(server, bob, harbour.name);
    const { cursor } = await poll(server, key);
    await call(server, leaveRoom, { headers: bob.headers, params: { name: harbour.name } });
    expect((await poll(server, key, cursor)).changes).toEqual([]);
    expect((await poll(server, own, cursor)).changes).toEqual([{ type: 'room_gone', name: harbour.name }]);
    expect(await roomsOf(server, own)).toEqual([]);
    expect(await namesFor(server, own)).toEqual([]);
  });

  it('is made only for rooms that its maker sees, for reading and writing', async ({ town }) => {
    const { server, bob, vault, alice } = town;
    const body = { name: 'spy', scopes: ['read' as const], rooms: [vault.name] };
    for (const [endpoint, headers] of [
      [createMyKey, bob.headers],
      [createKey, BY_TOKEN],
    ] as const)
      expect((await callRefused(server, endpoint, { headers, body })).body.code).toBe('room_not_found');
    for (const wrong of [{ scopes: ['read', 'monitor'] }, { rooms: [] }, { rooms: ['general', 'general'] }]) {
      const refused = { headers: alice.headers, body: { ...body, rooms: ['general'], ...wrong } };
      expect((await callRefused(server, createKey, refused)).body.errors).toMatchObject([{ path: 'rooms' }]);
    }
  });

  it('is listed without the names of rooms that whoever looks does not see', async ({ town }) => {
    const { server, carol, alice, vault } = town;
    await keyFor(server, carol, 'general', vault.name);
    const admin = await invite(server, 'adam', 'admin');
    const listed = async ({ headers }: Who) =>
      (await call(server, listKeys, { headers })).body.keys.find(({ owner }) => owner === 'carol');
    expect(await listed(admin)).toMatchObject({ rooms: ['general'], other_rooms: 1 });
    expect(await listed({ headers: BY_TOKEN })).toMatchObject({ rooms: ['general'], other_rooms: 1 });
    expect(await listed(alice)).toMatchObject({ rooms: ['general', vault.name], other_rooms: 0 });
  });
});

describe('the open mode', () => {
  base('holds a key to its rooms as well', async ({ start }) => {
    const server = await start.server();
    await makeRoom(server, { headers: {} }, { name: 'square' });
    const body = { name: 'a display', scopes: ['read' as const], rooms: ['square'] };
    const { secret } = (await call(server, createKey, { headers: BY_TOKEN, body })).body;
    const key = { headers: toHeaders(secret) };
    expect((await roomsOf(server, key)).map(({ name }) => name)).toEqual(['square']);
    expect(await roomsOf(server, { headers: {} })).toHaveLength(2);
  });
});

/** Asks every endpoint that only reads. @returns what it answers that is nothing of the harbour's. */
async function walk(town: Town, { headers }: Who): Promise<string[]> {
  const { server, harbour, vault, direct, start } = town;
  const rooms = [harbour.name, vault.name, direct.name, 'general'];
  const hidden = listHidden(town);
  const told: string[] = [];
  for (const endpoint of server.app.endpoints.filter(({ method }) => method === 'GET'))
    for (const path of questionsOf(endpoint, { rooms, start })) {
      const { status, text } = await send(server, { path, headers });
      const found = hidden.filter((one) => !path.includes(one) && text.includes(one));
      if (found.length > 0) told.push(`${path} answers ${status} with ${found.join(', ')}`);
    }
  return told;
}

function listHidden({ vault, direct, carol, dave, greta, inVault, pictures }: Town): string[] {
  const words = ['Hush money', 'a buried treasure', 'between us two', 'to everybody'];
  const people = [carol, dave, greta].flatMap(({ me }) => [me.id, `"${me.name}"`, String(me.email)]);
  return [vault.name, direct.name, ...words, ...people, inVault.id, pictures.carol];
}

interface Questions {
  readonly rooms: readonly string[];
  readonly start: string;
}

/** An endpoint's address with each room in its path or its query, and with nothing. */
function questionsOf(endpoint: Endpoint, { rooms, start }: Questions): string[] {
  const fill = (name: string) => fillPath(endpoint, { id: name, name, hash: 'x' } as never);
  const asked = rooms.map((room) => `${fill(room)}?room=${room}`);
  return [
    ...new Set([fill('x'), ...rooms.map(fill), ...asked, `${fill('x')}?since=${encodeURIComponent(start)}`]),
  ];
}
