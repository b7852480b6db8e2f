import { join } from 'node:path';
import {
  changeRoom,
  giveStrandedRoom,
  inviteToRoom,
  leaveRoom,
  listStrandedRooms,
  listUnclaimedNames,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, invite, startWithOwner } from '../../../test/accounts-test.ts';
import { it as base } from '../../../test/archive/restore-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { auditOf } from '../../../test/read-audit.ts';
import { contentsOf, findRoom, makeRoom, roomsOf, say } from '../../../test/rooms-test.ts';
import { runTask } from '../../../test/run-task.ts';

const NOBODY = '01931e2f-0000-7000-8000-000000000000';

/** A server that came back from the archive alone, and the name of a private room in it that was bob's. */
const it = base.extend('restored', async ({ start, folder, restore }) => {
  const env = { ARCHIVE: 'on', DATA_DIR: join(folder, 'first') };
  const { server: first } = await startWithOwner(start, env);
  const bob = await invite(first, 'bob');
  const words = { title: 'The cellar', description: 'Wine' };
  const { name } = await makeRoom(first, bob, { name: 'cellar', kind: 'private', ...words });
  await makeRoom(first, bob, { name: 'attic', kind: 'private' });
  await call(first, changeRoom, { headers: bob.headers, params: { name }, body: { in_repository: true } });
  await say(first, bob, name, 'for the book');
  await runTask(first, 'archive');
  await first.close();
  const { dataDir } = await restore({ from: join(first.config.dataDir, 'archive.git'), env: ACCOUNTS });
  const { server, owner } = await startWithOwner(start, { ARCHIVE: 'on', DATA_DIR: dataDir });
  return { server, owner, name, words };
});

describe('a private room that came back by the archive alone', { timeout: 120_000 }, () => {
  it('is seen by nobody, until an owner gives it to somebody', async ({
    restored: { server, owner, name, words },
  }) => {
    expect((await roomsOf(server, owner)).map((room) => room.name)).toEqual(['general']);
    const { names } = (await call(server, listUnclaimedNames, { headers: owner.headers })).body;
    expect(names).toMatchObject([{ name: 'bob', messages: 1 }]);
    const { rooms } = (await call(server, listStrandedRooms, { headers: owner.headers })).body;
    expect(rooms).toEqual([{ name, ...words, created_at: expect.any(String) }]);
    const bob = await invite(server, 'bob');
    const asked = { headers: owner.headers, params: { name }, body: { person_id: bob.me.id } };
    expect((await call(server, giveStrandedRoom, asked)).status).toBe(204);
    expect(await findRoom(server, bob, name)).toMatchObject({
      ...words,
      kind: 'private',
      is_yours: true,
      people: [bob.me.id],
      in_repository: true,
    });
    expect(await contentsOf(server, bob, name)).toEqual(['for the book']);
    expect(await findRoom(server, owner, name)).toBeUndefined();
    const others = { headers: bob.headers, params: { name }, body: { people: [owner.me.id] } };
    await call(server, inviteToRoom, others);
    expect(await findRoom(server, owner, name)).toMatchObject({ is_yours: false });
    const audit = await auditOf(server, 'room.');
    expect(audit).toEqual([
      { actor: 'alice', action: 'room.given', target: 'bob', details: { private_rooms: 1 } },
    ]);
  });

  it('is given once, and no room that people have left', async ({ restored: { server, owner, name } }) => {
    const bob = await invite(server, 'bob');
    const give = (room: string, person_id: string) => ({
      headers: BY_TOKEN,
      params: { name: room },
      body: { person_id },
    });
    await call(server, giveStrandedRoom, give(name, bob.me.id));
    await call(server, leaveRoom, { headers: bob.headers, params: { name } });
    const own = await makeRoom(server, bob, { name: 'own', kind: 'private' });
    await call(server, leaveRoom, { headers: bob.headers, params: { name: own.name } });
    expect((await call(server, listStrandedRooms, { headers: BY_TOKEN })).body.rooms).toEqual([]);
    for (const room of [name, own.name, 'general', 'nowhere'])
      expect((await callRefused(server, giveStrandedRoom, give(room, owner.me.id))).body.code).toBe(
        'room_not_found',
      );
  });

  it('is given to nobody who could not own it, nor by an admin', async ({ restored: { server, name } }) => {
    const gus = await invite(server, 'gus', 'guest');
    const adam = await invite(server, 'adam', 'admin');
    for (const person_id of [gus.me.id, NOBODY]) {
      const asked = { headers: BY_TOKEN, params: { name }, body: { person_id } };
      expect((await callRefused(server, giveStrandedRoom, asked)).body.code).toBe('person_not_found');
    }
    expect((await callRefused(server, listStrandedRooms, { headers: adam.headers })).body.code).toBe(
      'role_needed',
    );
  });
});
