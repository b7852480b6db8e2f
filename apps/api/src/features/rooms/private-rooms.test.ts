import {
  changeRoom,
  createRoom,
  inviteToRoom,
  joinRoom,
  leaveRoom,
  listMessages,
  markRead,
  openDirectRoom,
  orderRooms,
  postMessage,
  removeFromRoom,
  removePerson,
} from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { BY_TOKEN, invite } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { makeKey } from '../../../test/make-key.ts';
import {
  bringIn,
  contentsOf,
  findRoom,
  it,
  makeRoom,
  poll,
  roomsOf,
  say,
  type Who,
  writeTo,
} from '../../../test/rooms-test.ts';

const CELLAR = { name: 'cellar', title: 'The cellar', description: 'Wine', kind: 'private' } as const;
const LETTERS = /^cellar-[0-9a-z]{6}$/;

describe('a private room', { timeout: 60_000 }, () => {
  it('is known to those who are in it', async ({ team: { server, bob, carol } }) => {
    const cellar = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    expect(cellar).toMatchObject({
      ...CELLAR,
      name: expect.stringMatching(LETTERS),
      in_repository: false,
      people: [bob.me.id, carol.me.id],
      is_member: true,
      is_yours: true,
    });
    const said = await say(server, carol, cellar.name, 'psst');
    expect(said).toMatchObject({ kept_here: true, synced: false, author: 'carol' });
    expect(await contentsOf(server, bob, cellar.name)).toEqual(['psst']);
    expect(await findRoom(server, carol, cellar.name)).toMatchObject({ is_member: true, is_yours: false });
  });

  it('leaves no gap in the places of other rooms', async ({ team: { server, alice, bob, carol, dave } }) => {
    await makeRoom(server, bob, { name: 'harbour' });
    const cellar = await makeRoom(server, bob, CELLAR);
    await writeTo(server, bob, carol);
    expect(await makeRoom(server, dave, { name: 'kitchen' })).toMatchObject({ position: 3 });
    const names = ['kitchen', 'general'];
    await call(server, orderRooms, { headers: alice.headers, body: { names } });
    const placesFor = async (who: Who) =>
      (await roomsOf(server, who)).map(({ name, position }) => `${position} ${name}`);
    expect(await placesFor(dave)).toEqual(['1 kitchen', '2 general', '3 harbour']);
    expect(await placesFor(bob)).toMatchObject({
      ...['1 kitchen', '2 general', '3 harbour', `4 ${cellar.name}`],
      length: 5,
    });
    const { cursor } = await poll(server, dave);
    const body = { title: 'The harbour' };
    await call(server, changeRoom, { headers: bob.headers, params: { name: 'harbour' }, body });
    const { changes } = await poll(server, dave, cursor);
    expect(changes).toMatchObject([{ type: 'room', room: { name: 'harbour', position: 3 } }]);
  });

  it('is known to nobody else, and cannot be told from one that is not there', async ({
    team: { server, alice, bob, dave },
  }) => {
    const { name } = await makeRoom(server, bob, CELLAR);
    const { id: up_to } = await say(server, bob, name, 'psst');
    for (const { headers } of [dave, alice]) {
      expect((await roomsOf(server, { headers })).map((room) => room.name)).toEqual(['general']);
      const params = { name };
      for (const attempt of [
        callRefused(server, listMessages, { headers, query: { room: name } }),
        callRefused(server, listMessages, { headers, query: { room: name, before: up_to } }),
        callRefused(server, postMessage, { headers, body: { room: name, content: 'hello' } }),
        callRefused(server, changeRoom, { headers, params, body: { title: 'Mine' } }),
        callRefused(server, joinRoom, { headers, params }),
        callRefused(server, leaveRoom, { headers, params }),
        callRefused(server, inviteToRoom, { headers, params, body: { people: [dave.me.id] } }),
        callRefused(server, removeFromRoom, { headers, params: { name, person: bob.me.id } }),
        callRefused(server, markRead, { headers, params, body: { up_to } }),
        callRefused(server, orderRooms, { headers, body: { names: [name] } }),
      ]) {
        const { status, body } = await attempt;
        expect({ status, code: body.code, detail: body.detail }).toEqual({
          status: 404,
          code: 'room_not_found',
          detail: `There is no room ${name}.`,
        });
      }
    }
    expect(
      await callRefused(server, listMessages, { headers: dave.headers, query: { before: up_to } }),
    ).toMatchObject({
      body: { code: 'message_not_found' },
    });
    const again = { headers: dave.headers, body: { id: up_to, content: 'mine' } };
    expect(await callRefused(server, postMessage, again)).toMatchObject({ body: { code: 'id_taken' } });
  });

  it('comes to whoever is brought in, and is gone for whoever is taken out', async ({
    team: { server, bob, carol, dave },
  }) => {
    const cellar = await makeRoom(server, bob, CELLAR);
    const since = { carol: await poll(server, carol), dave: await poll(server, dave) };
    expect(await bringIn(server, bob, cellar, carol)).toMatchObject({ people: [bob.me.id, carol.me.id] });
    await say(server, bob, cellar.name, 'welcome');
    const brought = await poll(server, carol, since.carol.cursor);
    expect(brought.changes).toMatchObject([
      { type: 'room', room: { name: cellar.name, unread: 1 } },
      { type: 'message', message: { content: 'welcome' } },
    ]);
    const params = { name: cellar.name, person: carol.me.id };
    await call(server, removeFromRoom, { headers: bob.headers, params });
    await say(server, bob, cellar.name, 'alone again');
    expect((await poll(server, carol, brought.cursor)).changes).toEqual([
      { type: 'room_gone', name: cellar.name },
    ]);
    expect((await poll(server, dave, since.dave.cursor)).changes, 'who never was in it').toEqual([]);
    expect(await callRefused(server, removeFromRoom, { headers: bob.headers, params })).toMatchObject({
      body: { code: 'person_not_found' },
    });
  });

  it('is changed by its owner alone', async ({ team: { server, bob, carol } }) => {
    const { name } = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    const params = { name };
    for (const body of [{ title: 'Mine' }, { in_repository: true }, { is_closed: true }])
      expect(await callRefused(server, changeRoom, { headers: carol.headers, params, body })).toMatchObject({
        status: 403,
        body: { code: 'not_your_room' },
      });
    const { body } = await call(server, changeRoom, {
      headers: bob.headers,
      params,
      body: { in_repository: true },
    });
    expect(body).toMatchObject({ in_repository: true });
    expect(await findRoom(server, carol, name), 'who sees it').toMatchObject({ in_repository: true });
  });

  it('lets anyone in it bring members in, and its owner guests', async ({
    team: { server, bob, carol, dave },
  }) => {
    const guest = await invite(server, 'gwen', 'guest');
    const cellar = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    await bringIn(server, carol, cellar, dave);
    const body = { people: [guest.me.id] };
    const asCarol = { headers: carol.headers, params: { name: cellar.name }, body };
    expect(await callRefused(server, inviteToRoom, asCarol)).toMatchObject({
      body: { code: 'not_your_room' },
    });
    await say(server, bob, cellar.name, 'psst');
    expect(await roomsOf(server, guest)).toEqual([]);
    await bringIn(server, bob, cellar, guest);
    await bringIn(server, bob, cellar, guest);
    expect(await roomsOf(server, guest)).toMatchObject([{ name: cellar.name }]);
    expect(await contentsOf(server, guest, cellar.name)).toEqual(['psst']);
    expect(await callRefused(server, listMessages, { headers: guest.headers })).toMatchObject({
      status: 404,
    });
    const nobody = { ...asCarol, body: { people: [uuidv7()] } };
    expect(await callRefused(server, inviteToRoom, nobody)).toMatchObject({
      body: { code: 'person_not_found' },
    });
  });

  it('goes to the one who was there first when its owner leaves, and is closed when all have', async ({
    team: { server, bob, carol, dave },
  }) => {
    const { name } = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    await bringIn(server, bob, { name } as never, dave);
    const params = { name };
    await call(server, leaveRoom, { headers: bob.headers, params });
    expect(await callRefused(server, leaveRoom, { headers: bob.headers, params })).toMatchObject({
      status: 404,
    });
    expect(await findRoom(server, carol, name)).toMatchObject({ is_yours: true });
    expect(await findRoom(server, dave, name)).toMatchObject({ is_yours: false });
    await call(server, leaveRoom, { headers: dave.headers, params });
    await call(server, leaveRoom, { headers: carol.headers, params });
    const [row] = await server.database.kysely
      .selectFrom('rooms')
      .selectAll()
      .where('name', '=', name)
      .execute();
    expect(row).toMatchObject({ closed_at: expect.any(String) });
  });

  it('is hidden from programs, but for those of somebody who is in it', async ({
    team: { server, alice, bob },
  }) => {
    const { name } = await makeRoom(server, bob, CELLAR);
    await say(server, bob, name, 'psst');
    const key = await makeOwnKey(server, alice.me.id);
    expect((await roomsOf(server, key)).map((room) => room.name)).toEqual(['general']);
    expect(
      await callRefused(server, listMessages, { headers: key.headers, query: { room: name } }),
    ).toMatchObject({
      status: 404,
    });
    const bobs = await makeOwnKey(server, bob.me.id);
    expect(await contentsOf(server, bobs, name)).toEqual(['psst']);
    expect(await findRoom(server, bobs, name)).toMatchObject({ unread: 0 });
  });

  it('stands in no answer to anyone who is not in it, whatever they ask', async ({
    team: { server, alice, bob, dave },
  }) => {
    const { name } = await makeRoom(server, bob, CELLAR);
    const { id } = await say(server, bob, name, 'a word of zanzibar');
    const direct = await writeTo(server, bob, bob);
    await say(server, bob, direct.name, 'a note of zanzibar');
    const key = await makeOwnKey(server, null);
    let asked = 0;
    for (const { headers } of [alice, dave, key, { headers: BY_TOKEN }])
      for (const { path, method, mediaType } of server.app.endpoints) {
        if (method !== 'GET' || mediaType === 'application/vnd.sqlite3') continue;
        for (const query of ['', `?room=general&before=${id}`, '?limit=200']) {
          const url = `${server.url}${path.replaceAll(/:\w+/g, id)}${query}`;
          const text = await (await fetch(url, { headers })).text();
          expect(text, `${path}${query}`).not.toMatch(/zanzibar|The cellar|Wine|cellar-|direct-[0-9a-f]{24}/);
          asked += 1;
        }
      }
    expect(asked).toBeGreaterThan(200);
  });
});

describe('the name of a private room', { timeout: 60_000 }, () => {
  it('is one that rooms may have, however long the one that was wished for', async ({
    team: { server, bob },
  }) => {
    const wished = `${'a'.repeat(32)}-${'b'.repeat(7)}`;
    const { name } = await makeRoom(server, bob, { name: wished, kind: 'private' });
    expect(name).toMatch(/^a{32}-[0-9a-z]{6}$/);
  });

  it('says by no refusal that there is another', async ({ team: { server, bob, dave } }) => {
    await makeRoom(server, bob, CELLAR);
    expect(await makeRoom(server, dave, { name: 'cellar' })).toMatchObject({ name: 'cellar', kind: 'open' });
    expect(await makeRoom(server, dave, CELLAR)).toMatchObject({ name: expect.stringMatching(LETTERS) });
  });
});

describe('a program that nobody owns', { timeout: 60_000 }, () => {
  it('makes open rooms, and runs none of them', async ({ team: { server, alice, carol } }) => {
    const key = await makeOwnKey(server, null);
    const made = await makeRoom(server, key, { name: 'news' });
    expect(made).toMatchObject({ is_member: false, is_yours: false, unread: 0, read_up_to: null });
    expect(await callRefused(server, createRoom, { headers: key.headers, body: CELLAR })).toMatchObject({
      status: 400,
    });
    for (const { headers } of [key, carol])
      expect(
        await callRefused(server, changeRoom, { headers, params: { name: 'news' }, body: { title: 'Mine' } }),
      ).toMatchObject({ status: 403 });
    expect(await findRoom(server, alice, 'news')).toMatchObject({ is_yours: true });
    expect(
      await callRefused(server, joinRoom, { headers: key.headers, params: { name: 'news' } }),
    ).toMatchObject({
      body: { code: 'sign_in_needed' },
    });
    expect((await poll(server, key)).present).toEqual([]);
  });
});

describe('an open room', { timeout: 60_000 }, () => {
  it('is joined and left, and read by every member', async ({ team: { server, bob, carol } }) => {
    const { name, ...harbour } = await makeRoom(server, bob, { name: 'harbour' });
    expect(harbour).toMatchObject({ people: null, is_member: true, is_yours: true, in_repository: true });
    await say(server, bob, name, 'low tide');
    expect(await findRoom(server, carol, name)).toMatchObject({
      is_member: false,
      is_yours: false,
      unread: 0,
    });
    expect(await contentsOf(server, carol, name)).toEqual(['low tide']);
    const params = { name };
    const { headers } = carol;
    expect((await call(server, joinRoom, { headers, params })).body).toMatchObject({
      is_member: true,
      unread: 0,
    });
    expect((await call(server, joinRoom, { headers, params })).body).toMatchObject({ is_member: true });
    const { cursor } = await poll(server, carol);
    await call(server, leaveRoom, { headers, params });
    await call(server, leaveRoom, { headers, params });
    expect((await poll(server, carol, cursor)).changes).toMatchObject([
      { type: 'room', room: { is_member: false } },
    ]);
  });

  it('is changed by whoever made it, and by admins and owners', async ({
    team: { server, alice, bob, carol },
  }) => {
    const { name } = await makeRoom(server, bob, { name: 'harbour' });
    const asked = { params: { name }, body: { title: 'Port' } };
    expect(await callRefused(server, changeRoom, { ...asked, headers: carol.headers })).toMatchObject({
      status: 403,
    });
    for (const { headers } of [bob, alice])
      expect((await call(server, changeRoom, { ...asked, headers })).status).toBe(200);
  });

  it('stands where admins and owners put it', async ({ team: { server, alice, bob } }) => {
    await makeRoom(server, bob, { name: 'harbour' });
    const body = { names: ['harbour', 'general'] };
    expect(await callRefused(server, orderRooms, { headers: bob.headers, body })).toMatchObject({
      status: 403,
      body: { code: 'rank_too_low' },
    });
    await call(server, orderRooms, { headers: alice.headers, body });
    expect((await roomsOf(server, bob)).map(({ name }) => name)).toEqual(['harbour', 'general']);
  });

  it('that is the first is left by nobody', async ({ team: { server, bob } }) => {
    const asked = { headers: bob.headers, params: { name: 'general' } };
    expect(await callRefused(server, leaveRoom, asked)).toMatchObject({ body: { code: 'default_room' } });
    expect(await findRoom(server, bob, 'general')).toMatchObject({ is_member: true });
  });

  it('takes no name that direct rooms have', async ({ team: { server, bob } }) => {
    const asked = { headers: bob.headers, body: { name: 'direct-to-you' } };
    expect(await callRefused(server, createRoom, asked)).toMatchObject({
      body: { code: 'room_taken' },
    });
  });
});

describe('a direct room', { timeout: 60_000 }, () => {
  it('is the same for the same people, whoever begins it', async ({ team: { server, bob, carol, dave } }) => {
    const begun = await writeTo(server, bob, carol);
    expect(begun).toMatchObject({
      title: '',
      kind: 'direct',
      in_repository: false,
      is_yours: false,
      people: expect.arrayContaining([bob.me.id, carol.me.id]),
    });
    expect((await writeTo(server, carol, bob)).name).toBe(begun.name);
    expect((await writeTo(server, bob, carol, dave)).name).not.toBe(begun.name);
    expect(await say(server, carol, begun.name, 'hello bob')).toMatchObject({ kept_here: true });
    expect((await roomsOf(server, dave)).map(({ name }) => name)).not.toContain(begun.name);
  });

  it('is one also where both begin it at once', async ({ team: { server, bob, carol } }) => {
    const [one, other] = await Promise.all([writeTo(server, bob, carol), writeTo(server, carol, bob)]);
    expect(one.name).toBe(other.name);
    const nobody = { headers: bob.headers, body: { people: [uuidv7()] } };
    expect(await callRefused(server, openDirectRoom, nobody)).toMatchObject({
      body: { code: 'person_not_found' },
    });
  });

  it('stays as it is: nobody comes, goes or changes it', async ({ team: { server, bob, carol, dave } }) => {
    const { name } = await writeTo(server, bob, carol);
    const { headers } = bob;
    const params = { name };
    for (const refusal of [
      await callRefused(server, inviteToRoom, { headers, params, body: { people: [dave.me.id] } }),
      await callRefused(server, leaveRoom, { headers, params }),
      await callRefused(server, changeRoom, { headers, params, body: { in_repository: true } }),
      await callRefused(server, removeFromRoom, { headers, params: { name, person: carol.me.id } }),
    ])
      expect(refusal).toMatchObject({ status: 403, body: { code: 'not_your_room' } });
  });
});

describe('a direct room that somebody of was removed from the server', { timeout: 60_000 }, () => {
  it('says who is gone, and takes nothing that nobody would read', async ({
    team: { server, alice, bob, carol, dave },
  }) => {
    const { name } = await writeTo(server, bob, carol);
    const three = await writeTo(server, bob, carol, dave);
    await say(server, carol, name, 'see you');
    const { cursor } = await poll(server, bob);
    await remove(server, alice, carol);
    const gone = [{ id: carol.me.id, name: 'carol' }];
    const told = (await poll(server, bob, cursor)).changes;
    expect(told).toMatchObject(
      expect.arrayContaining([{ type: 'room', room: expect.objectContaining({ name, gone }) }]),
    );
    expect(await findRoom(server, bob, name)).toMatchObject({ people: [bob.me.id], gone, members: 1 });
    const post = { headers: bob.headers, body: { room: name, content: 'hello?' } };
    expect(await callRefused(server, postMessage, post)).toMatchObject({
      status: 409,
      body: { code: 'room_closed', detail: 'Nobody is left to read it: carol is no longer here.' },
    });
    expect(await contentsOf(server, bob, name)).toEqual(['see you']);
    expect(await findRoom(server, dave, three.name)).toMatchObject({ gone, members: 2 });
    expect(await say(server, dave, three.name, 'carol has left')).toMatchObject({ author: 'dave' });
    await remove(server, alice, dave);
    expect(
      await callRefused(server, postMessage, { ...post, body: { ...post.body, room: three.name } }),
    ).toMatchObject({ body: { detail: expect.stringMatching(/carol and dave are no longer here/) } });
  });

  it('is another than that of somebody with nobody but themselves', async ({ team: { server, bob } }) => {
    const { name } = await writeTo(server, bob, bob);
    expect(await findRoom(server, bob, name)).toMatchObject({ people: [bob.me.id], gone: [] });
    expect(await say(server, bob, name, 'a note')).toMatchObject({ author: 'bob' });
  });
});

describe('who is in a room', { timeout: 60_000 }, () => {
  it('is counted, and those who run a private one are named', async ({
    team: { server, bob, carol, dave },
  }) => {
    const cellar = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    expect(cellar).toMatchObject({ members: 2, owners: [bob.me.id] });
    const harbour = await makeRoom(server, bob, { name: 'harbour' });
    expect(harbour).toMatchObject({ members: 1, owners: [] });
    await call(server, joinRoom, { headers: dave.headers, params: { name: 'harbour' } });
    expect(await findRoom(server, carol, 'harbour')).toMatchObject({ members: 2 });
    await call(server, leaveRoom, { headers: bob.headers, params: { name: cellar.name } });
    expect(await findRoom(server, carol, cellar.name)).toMatchObject({ members: 1, owners: [carol.me.id] });
  });

  it('is told who let them in, if anybody did', async ({ team: { server, bob, carol, dave } }) => {
    const cellar = await makeRoom(server, bob, { ...CELLAR, people: [carol.me.id] });
    expect(cellar.let_in).toBeNull();
    await bringIn(server, carol, cellar, dave);
    const by = async (who: typeof bob) => (await findRoom(server, who, cellar.name))?.let_in;
    expect(await by(carol)).toEqual({ by: bob.me.id, at: cellar.created_at });
    expect(await by(dave)).toMatchObject({ by: carol.me.id });
    await makeRoom(server, bob, { name: 'harbour' });
    await call(server, joinRoom, { headers: carol.headers, params: { name: 'harbour' } });
    expect((await findRoom(server, carol, 'harbour'))?.let_in).toBeNull();
  });
});

async function remove(
  server: Parameters<typeof roomsOf>[0],
  { headers }: { headers: { cookie: string } },
  { me }: { me: { id: string } },
): Promise<void> {
  await call(server, removePerson, { headers, params: { id: me.id }, body: { reason: 'has left' } });
}

async function makeOwnKey(
  server: Parameters<typeof roomsOf>[0],
  owner_id: string | null,
): Promise<{ headers: { authorization: string } }> {
  const { key, headers } = await makeKey(server, 'read', 'write');
  const name = `bot ${key.id}`; // no two people have a bot of one name
  await server.database.kysely
    .updateTable('api_keys')
    .set({ owner_id, name })
    .where('id', '=', key.id)
    .execute();
  server.app.apiKeys.forget();
  return { headers };
}
