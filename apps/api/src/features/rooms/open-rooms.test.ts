import {
  type BodyOf,
  type Changes,
  changeRoom,
  createRoom,
  joinRoom,
  leaveRoom,
  listChanges,
  listMessages,
  listRooms,
  markRead,
  openDirectRoom,
  orderRooms,
  postMessage,
  type Room,
} from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { post } from '../../../test/post.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

describe('rooms where there are no accounts', () => {
  it('begin with the one that everybody is in', async ({ server }) => {
    expect(await rooms(server)).toEqual([
      {
        name: 'general',
        title: 'General',
        description: '',
        kind: 'open',
        closed_at: null,
        in_repository: true,
        repository_since: null,
        position: 1,
        created_at: expect.any(String),
        people: null,
        members: 0,
        owners: [],
        gone: [],
        let_in: null,
        is_member: true,
        is_yours: true,
        last_message: null,
        unread: 0,
        read_up_to: null,
      },
    ]);
  });

  it('are made by anyone, and written and read in apart from each other', async ({ server }) => {
    const made = await make(server, { name: 'harbour', title: 'Harbour', description: 'Boats and tides' });
    expect(made).toMatchObject({
      name: 'harbour',
      title: 'Harbour',
      description: 'Boats and tides',
      position: 2,
    });
    const [here] = await post(server, { room: 'harbour', content: 'low tide at six' });
    const [there] = await post(server, { content: 'hello' });
    expect(await page(server, 'harbour')).toEqual([here]);
    expect(await page(server, 'general')).toEqual([there]);
  });

  it('are called by their names where they have no title', async ({ server }) => {
    expect(await make(server, { name: 'kitchen' })).toMatchObject({ title: 'kitchen', description: '' });
  });

  it('show the beginning of what was said last', async ({ server }) => {
    const [said] = await post(server, { author: 'alice', content: `${'word '.repeat(60)}end` });
    const [{ last_message }] = (await rooms(server)) as [Room];
    expect(last_message).toEqual({
      id: said?.id,
      author: 'alice',
      created_at: said?.created_at,
      excerpt: 'word '.repeat(28),
    });
  });

  it('are made once under each name', async ({ server }) => {
    await make(server, { name: 'harbour' });
    expect(await refused(server, { name: 'harbour' })).toMatchObject({
      status: 409,
      body: { code: 'room_taken' },
    });
    const both = await Promise.all([attempt(server, 'kitchen'), attempt(server, 'kitchen')]);
    expect(both.toSorted()).toEqual([201, 409]);
  });

  it('are not more than 500 that are open', async ({ server }) => {
    const { kysely } = server.database;
    const row = {
      title: 'x',
      description: '',
      kind: 'open',
      closed_at: null,
      in_repository: 1,
      created_by: null,
    } as const;
    const many = Array.from({ length: 499 }, (_, index) => ({
      ...row,
      name: `room-${index}`,
      position: index + 2,
      created_at: new Date().toISOString(),
    }));
    await kysely.insertInto('rooms').values(many).execute();
    server.app.rooms.reload();
    expect(await refused(server, { name: 'one-more' })).toMatchObject({ body: { code: 'too_many_rooms' } });
    await call(server, changeRoom, { params: { name: 'room-7' }, body: { is_closed: true } });
    expect(await make(server, { name: 'one-more' })).toMatchObject({ position: 501 });
  });

  it('are renamed and described anew', async ({ server }) => {
    await make(server, { name: 'harbour' });
    const { body } = await call(server, changeRoom, {
      params: { name: 'harbour' },
      body: { title: 'Port', description: 'Ships' },
    });
    expect(body).toMatchObject({ name: 'harbour', title: 'Port', description: 'Ships', closed_at: null });
    expect(await rooms(server)).toMatchObject([{ name: 'general' }, { title: 'Port' }]);
  });

  it('are read only once they are closed, until they are opened again', async ({ server }) => {
    await make(server, { name: 'harbour' });
    const [before] = await post(server, { room: 'harbour', content: 'before' });
    const { closed_at } = await close(server, 'harbour', true);
    expect((await close(server, 'harbour', true)).closed_at, 'since it was closed first').toBe(closed_at);
    const late = { body: { room: 'harbour', content: 'late' } };
    expect(await callRefused(server, postMessage, late)).toMatchObject({
      status: 409,
      body: { code: 'room_closed' },
    });
    expect(await page(server, 'harbour')).toEqual([before]);
    expect(await close(server, 'harbour', false)).toMatchObject({ closed_at: null });
    expect((await call(server, postMessage, late)).status).toBe(201);
  });

  it('keep the first one open, and what is said in them in the repository', async ({ server }) => {
    const params = { name: 'general' };
    expect(await callRefused(server, changeRoom, { params, body: { is_closed: true } })).toMatchObject({
      body: { code: 'default_room' },
    });
    expect(await callRefused(server, changeRoom, { params, body: { in_repository: false } })).toMatchObject({
      body: { code: 'validation_failed', errors: [{ path: 'in_repository' }] },
    });
  });

  it('stand in the order that they were put in, the others behind', async ({ server }) => {
    for (const name of ['harbour', 'kitchen', 'library']) await make(server, { name });
    await call(server, orderRooms, { body: { names: ['library', 'general', 'library'] } });
    expect((await rooms(server)).map(({ name }) => name)).toEqual([
      'library',
      'general',
      'harbour',
      'kitchen',
    ]);
    expect(await callRefused(server, orderRooms, { body: { names: ['nowhere'] } })).toMatchObject({
      status: 404,
    });
  });

  it('that are not there are refused wherever they are named', async ({ server }) => {
    for (const refusal of [
      await callRefused(server, postMessage, { body: { room: 'nowhere', content: 'hello' } }),
      await callRefused(server, listMessages, { query: { room: 'nowhere' } }),
      await callRefused(server, changeRoom, { params: { name: 'nowhere' }, body: {} }),
    ])
      expect(refusal).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
  });

  it('are neither private nor direct, and nobody joins, leaves or has read them', async ({ server }) => {
    const params = { name: 'general' };
    const body = { up_to: uuidv7() };
    for (const refusal of [
      await callRefused(server, openDirectRoom, { body: { people: [uuidv7()] } }),
      await callRefused(server, joinRoom, { params }),
      await callRefused(server, leaveRoom, { params }),
      await callRefused(server, markRead, { params, body }),
    ])
      expect(refusal).toMatchObject({ status: 409, body: { code: 'accounts_off' } });
    for (const wish of [{ kind: 'private' as const }, { people: [uuidv7()] }])
      expect(await refused(server, { name: 'secret', ...wish })).toMatchObject({
        status: 400,
        body: { code: 'validation_failed' },
      });
  });

  it('that are private, from a time with accounts, are shown to nobody', async ({ server }) => {
    await make(server, { name: 'secret' });
    await post(server, { room: 'secret', content: 'psst' });
    const { cursor } = await poll(server);
    await server.database.kysely
      .updateTable('rooms')
      .set({ kind: 'private' })
      .where('name', '=', 'secret')
      .execute();
    server.app.rooms.reload();
    await server.database.kysely
      .insertInto('changes')
      .values({ position: 9, type: 'room.changed', message_id: 'secret' })
      .execute();
    expect((await rooms(server)).map(({ name }) => name)).toEqual(['general']);
    expect(await callRefused(server, listMessages, { query: { room: 'secret' } })).toMatchObject({
      status: 404,
    });
    server.app.rooms.reload();
    server.app.changeLog.publish(9);
    expect((await poll(server, cursor)).changes).toEqual([]);
  });
});

describe('polls', () => {
  it('bring rooms that are new or changed, each once and as it is now, before what was said there', async ({
    server,
  }) => {
    const { cursor } = await poll(server);
    await make(server, { name: 'harbour' });
    const [said] = await post(server, { room: 'harbour', content: 'hello' });
    await call(server, changeRoom, { params: { name: 'harbour' }, body: { title: 'Port' } });
    const { changes, cursor: next } = await poll(server, cursor);
    expect(changes).toEqual([
      { type: 'room', room: (await rooms(server))[1] },
      { type: 'message', message: said },
    ]);
    expect(changes[0]).toMatchObject({ room: { title: 'Port' } });
    expect((await poll(server, next)).changes).toEqual([]);
  });

  it('bring nothing of a change that changes nothing', async ({ server }) => {
    const { cursor } = await poll(server);
    await call(server, changeRoom, { params: { name: 'general' }, body: { title: 'General' } });
    await call(server, orderRooms, { body: { names: ['general'] } });
    expect((await poll(server, cursor)).cursor).toBe(cursor);
  });

  it('bring rooms also after the server was started again', async ({ start, folder }) => {
    const first = await start.server({ DATA_DIR: folder });
    const { cursor } = await poll(first);
    await make(first, { name: 'harbour', title: 'Harbour' });
    await first.close();
    const second = await start.server({ DATA_DIR: folder });
    expect((await poll(second, cursor)).changes).toMatchObject([
      { type: 'room', room: { title: 'Harbour' } },
    ]);
  });
});

async function rooms(server: TestServer): Promise<Room[]> {
  return (await call(server, listRooms)).body.rooms;
}

async function make(server: TestServer, body: BodyOf<typeof createRoom>): Promise<Room> {
  return (await call(server, createRoom, { body })).body;
}

function refused(server: TestServer, body: BodyOf<typeof createRoom>) {
  return callRefused(server, createRoom, { body });
}

async function attempt(server: TestServer, name: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name });
  return (await fetch(`${server.url}/api/rooms`, { method: 'POST', headers, body })).status;
}

async function close(server: TestServer, name: string, is_closed: boolean): Promise<Room> {
  return (await call(server, changeRoom, { params: { name }, body: { is_closed } })).body;
}

async function page(server: TestServer, room: string) {
  return (await call(server, listMessages, { query: { room } })).body.messages;
}

async function poll(server: TestServer, since?: string): Promise<Changes> {
  return (await call(server, listChanges, { query: { since } })).body as Changes;
}
