import { listChanges, type Message, markRead } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { invite, type SignedInPerson, startWithOwner } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { bringIn, findRoom, it, makeRoom, poll, roomsOf, say, type Who } from '../../../test/rooms-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

describe('what somebody has read', { timeout: 60_000 }, () => {
  it('is all that they have said they have, and what they wrote themselves', async ({
    team: { server, bob, carol },
  }) => {
    const [one] = await sayMany(server, bob, 3);
    await say(server, carol, 'general', 'mine');
    expect(await general(server, carol)).toMatchObject({ unread: 3, read_up_to: null });
    await read(server, carol, one);
    expect(await general(server, carol)).toMatchObject({ unread: 2, read_up_to: one?.id });
    expect(await general(server, bob)).toMatchObject({ unread: 1, read_up_to: null });
  });

  it('never becomes less', async ({ team: { server, bob, carol } }) => {
    const [one, two] = await sayMany(server, bob, 2);
    await read(server, carol, two);
    await read(server, carol, one);
    expect(await general(server, carol)).toMatchObject({ unread: 0, read_up_to: two?.id });
  });

  it('is not counted beyond 100', async ({ team: { server, bob, carol } }) => {
    await sayMany(server, bob, 120);
    expect(await general(server, carol)).toMatchObject({ unread: 100 });
  });

  it('begins with whoever comes later', async ({ team: { server, bob } }) => {
    await sayMany(server, bob, 3);
    const erin = await invite(server, 'erin');
    expect(await general(server, erin)).toMatchObject({ unread: 0, read_up_to: null });
    await say(server, bob, 'general', 'hello erin');
    expect(await general(server, erin)).toMatchObject({ unread: 1 });
  });

  it('is told to the other pages of the same person, and to nobody else', async ({
    team: { server, bob, carol },
  }) => {
    const [one] = await sayMany(server, bob, 2);
    const carols = await idle(server, carol);
    const bobs = await idle(server, bob);
    await read(server, carol, one);
    const { status, body } = await call(server, listChanges, carols);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { changes: [{ type: 'room', room: { name: 'general', unread: 1, read_up_to: one?.id } }] },
    });
    expect((await call(server, listChanges, bobs)).status).toBe(304);
    expect((await call(server, listChanges, await idle(server, carol))).status).toBe(304);
  });

  it('is of a message that is there', async ({ team: { server, bob, carol } }) => {
    const harbour = await makeRoom(server, bob, { name: 'harbour' });
    const elsewhere = await say(server, bob, harbour.name, 'low tide');
    for (const up_to of [uuidv7(), elsewhere.id])
      expect(
        await callRefused(server, markRead, {
          headers: carol.headers,
          params: { name: 'general' },
          body: { up_to },
        }),
      ).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
  });

  it('is counted in rooms that they are in', async ({ team: { server, bob, carol } }) => {
    const harbour = await makeRoom(server, bob, { name: 'harbour' });
    await say(server, bob, harbour.name, 'before');
    expect(await findRoom(server, carol, 'harbour')).toMatchObject({ unread: 0, is_member: false });
    await bringIn(server, bob, harbour, carol);
    await say(server, bob, harbour.name, 'after');
    expect(await findRoom(server, carol, 'harbour')).toMatchObject({ unread: 1, is_member: true });
  });

  it('is still known after the server was started again', async ({ start, folder }) => {
    const { server, owner } = await startWithOwner(start, { DATA_DIR: folder });
    const bob = await invite(server, 'bob');
    const [one, two] = await sayMany(server, bob, 2);
    await read(server, owner, one);
    await server.close();
    const again = await start.server({ AUTH_MODE: 'accounts', DATA_DIR: folder });
    expect(await general(again, owner)).toMatchObject({ unread: 1, read_up_to: one?.id });
    await read(again, owner, two);
    expect(await general(again, owner)).toMatchObject({ unread: 0 });
  });
});

describe('who is there', { timeout: 60_000 }, () => {
  it('is whoever has polled within the last minute', async ({ start }) => {
    const clock = createClock(new Date().toISOString());
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const bob = await invite(server, 'bob');
    expect((await poll(server, owner)).present).toEqual([owner.me.id]);
    const first = await idle(server, owner);
    expect((await call(server, listChanges, first)).status, 'nobody came').toBe(304);
    expect((await poll(server, bob)).present).toEqual([owner.me.id, bob.me.id].toSorted());
    expect((await call(server, listChanges, first)).status, 'bob came').toBe(200);
    const second = await idle(server, owner);
    await clock.pass(61_000);
    expect((await call(server, listChanges, second)).body, 'bob has gone').toMatchObject({
      present: [owner.me.id],
    });
    expect((await call(server, listChanges, await idle(server, owner))).status).toBe(304);
  });

  it('is nobody where there are no accounts', async ({ server }) => {
    expect((await poll(server, { headers: {} })).present).toEqual([]);
  });
});

function sayMany(server: TestServer, who: SignedInPerson, count: number): Promise<Message[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => say(server, who, 'general', `word ${index}`)),
  );
}

async function read(server: TestServer, { headers }: Who, message: Message | undefined): Promise<void> {
  const params = { name: 'general' };
  await call(server, markRead, { headers, params, body: { up_to: message?.id ?? '' } });
}

async function general(server: TestServer, who: Who) {
  const [room] = await roomsOf(server, who);
  return room;
}

/** What a page asks that has seen everything. */
async function idle(server: TestServer, { headers }: Who) {
  const { cursor } = await poll(server, { headers });
  const query = { since: cursor };
  const seen = await call(server, listChanges, { headers, query });
  return { query, headers: { ...headers, 'if-none-match': String(seen.headers.etag) } };
}
