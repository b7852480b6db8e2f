import {
  type BodyOf,
  changeRole,
  changeRoom,
  createInvite,
  leaveRoom,
  listInvites,
  listRoomInvites,
  lookAtLink,
  removeFromRoom,
  suspendPerson,
  withdrawRoomInvite,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, joinBy, tokenOf } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { bringIn, contentsOf, makeRoom, roomsOf, say, type Who } from '../../../test/rooms-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { it as base, idOf, type Team } from '../../../test/team-test.ts';

/** bob's private room, into which he has brought adam the admin. */
const it = base.extend('cellar', async ({ team: { server, admin, bob } }) => {
  const room = await makeRoom(server, bob, { name: 'cellar', title: 'The cellar', kind: 'private' });
  await bringIn(server, bob, room, admin);
  await say(server, bob, room.name, 'psst');
  return room.name;
});

describe('an invite into a private room', { timeout: 60_000 }, () => {
  it('leads there for as long as whoever made it is in the room', async ({ team, cellar: name }) => {
    const { server, admin, bob } = team;
    const url = await makeInvite(server, admin, { rooms: [name], max_uses: 9 });
    const friend = await joinBy(server, url, 'friend');
    expect(await contentsOf(server, friend, name)).toEqual(['psst']);
    await takeOut(team, name, admin.me.id);
    const puppet = await joinBy(server, url, 'puppet');
    expect(await namesOf(server, puppet)).toEqual(['general']);
    await bringIn(server, bob, { name } as never, admin);
    expect(await namesOf(server, await joinBy(server, url, 'again')), 'not by the old one').toEqual([
      'general',
    ]);
  });

  it('does not either after they have left by themselves', async ({ team, cellar: name }) => {
    const { server, admin } = team;
    const url = await makeInvite(server, admin, { role: 'guest', rooms: [name], max_uses: 9 });
    expect(await namesOf(server, await joinBy(server, url, 'gwen'))).toEqual([name]);
    await call(server, leaveRoom, { headers: admin.headers, params: { name } });
    expect(await namesOf(server, await joinBy(server, url, 'greg'))).toEqual([]);
  });

  it('leads there to read once the room is closed', async ({ team, cellar: name }) => {
    const { server, admin, bob } = team;
    const url = await makeInvite(server, admin, { rooms: [name] });
    await call(server, changeRoom, { headers: bob.headers, params: { name }, body: { is_closed: true } });
    expect(await contentsOf(server, await joinBy(server, url, 'late'), name)).toEqual(['psst']);
  });

  it('is seen by whoever runs the room, who ends it there alone', async ({ team, cellar: name }) => {
    const { server, admin, bob, owner } = team;
    const url = await makeInvite(server, admin, { rooms: ['general', name], max_uses: 3, note: 'a secret' });
    const asked = { headers: bob.headers, params: { name } };
    const [seen, ...others] = (await call(server, listRoomInvites, asked)).body.invites;
    expect(others).toEqual([]);
    expect(seen).toEqual({
      id: expect.any(String),
      role: 'member',
      uses: 0,
      max_uses: 3,
      created_by: 'adam',
      created_at: expect.any(String),
      expires_at: expect.any(String),
    });
    const withdrawn = { headers: bob.headers, params: { name, id: seen?.id ?? '' } };
    for (const _ of ['first', 'again'])
      expect((await call(server, withdrawRoomInvite, withdrawn)).status).toBe(204);
    expect((await call(server, listRoomInvites, asked)).body.invites).toEqual([]);
    expect(await namesOf(server, await joinBy(server, url, 'late'))).toEqual(['general']);
    for (const [{ headers }, code] of [
      [admin, 'not_your_room'],
      [owner, 'room_not_found'],
    ] as const)
      for (const refusal of [
        await callRefused(server, listRoomInvites, { headers, params: { name } }),
        await callRefused(server, withdrawRoomInvite, { ...withdrawn, headers }),
      ])
        expect(refusal.body.code).toBe(code);
    const open = { headers: owner.headers, params: { name: 'general' } };
    expect((await callRefused(server, listRoomInvites, open)).body.code).toBe('not_your_room');
  });

  it('is not seen where it leads nobody in any more', async ({ team, cellar: name }) => {
    const { server, admin, bob } = team;
    await makeInvite(server, admin, { rooms: [name] });
    await server.database.kysely.deleteFrom('room_people').where('person_id', '=', admin.me.id).execute();
    server.app.rooms.reload();
    const asked = { headers: bob.headers, params: { name } };
    expect((await call(server, listRoomInvites, asked)).body.invites).toEqual([]);
  });
});

describe('the rooms of an invite', { timeout: 60_000 }, () => {
  it('are named to whoever sees them, and else only counted', async ({ team, cellar: name }) => {
    const { server, admin, owner } = team;
    await makeInvite(server, admin, { role: 'guest', rooms: ['general', name] });
    const shownTo = async (headers: Who['headers']) =>
      (await call(server, listInvites, { headers })).body.invites.map(({ rooms, other_rooms }) => ({
        rooms,
        other_rooms,
      }));
    expect(await shownTo(admin.headers)).toEqual([{ rooms: ['general', name], other_rooms: 0 }]);
    for (const headers of [owner.headers, BY_TOKEN])
      expect(await shownTo(headers)).toEqual([{ rooms: ['general'], other_rooms: 1 }]);
    await server.database.kysely.deleteFrom('rooms').where('name', '=', name).execute();
    server.app.rooms.reload();
    expect(await shownTo(owner.headers), 'once it is gone').toEqual([{ rooms: ['general'], other_rooms: 0 }]);
  });
});

describe('an invite', { timeout: 60_000 }, () => {
  it('ends with the right of whoever made it', async ({ team: { server, owner, admin } }) => {
    const { headers } = owner;
    const eva = await makeOwner(server, owner);
    const forAdmin = await makeInvite(server, eva, { role: 'admin' });
    const forMember = await makeInvite(server, eva, {});
    await call(server, changeRole, { headers, params: idOf(eva), body: { role: 'admin' } });
    expect(await isGood(server, forAdmin)).toBe(false);
    expect(await isGood(server, forMember)).toBe(true);
    const asAdmin = await makeInvite(server, admin, {});
    await call(server, changeRole, { headers, params: idOf(admin), body: { role: 'member' } });
    expect(await isGood(server, asAdmin)).toBe(false);
    await call(server, suspendPerson, { headers, params: idOf(eva), body: { reason: 'on leave' } });
    expect(await isGood(server, forMember)).toBe(false);
    const { invites } = (await call(server, listInvites, { headers })).body;
    expect(invites.map(({ status }) => status)).toEqual(['revoked', 'revoked', 'revoked', 'used_up']);
  });

  it('ends as well where that right was lost by another way', async ({ team: { server, admin } }) => {
    const { people } = server.app;
    const url = await makeInvite(server, admin, {});
    const adam = people.find(admin.me.id);
    if (adam !== undefined) await people.writing(() => people.update(adam, { role: 'member' }));
    expect(await isGood(server, url)).toBe(false);
    if (adam !== undefined) await people.writing(() => people.update(adam, { role: 'admin' }));
    expect(await isGood(server, url)).toBe(true);
  });
});

async function makeInvite(
  server: TestServer,
  { headers }: Who,
  body: BodyOf<typeof createInvite>,
): Promise<string> {
  return (await call(server, createInvite, { headers, body })).body.url;
}

async function isGood(server: TestServer, url: string): Promise<boolean> {
  const body = { token: tokenOf(url) };
  const answer = await fetch(`${server.url}${lookAtLink.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.ok;
}

/** Another owner beside alice. */
async function makeOwner(server: TestServer, { headers }: Who) {
  const url = await makeInvite(server, { headers }, { role: 'admin' });
  const eva = await joinBy(server, url, 'eva');
  await call(server, changeRole, { headers, params: idOf(eva), body: { role: 'owner' } });
  return eva;
}

async function takeOut({ server, bob }: Team, name: string, person: string): Promise<void> {
  await call(server, removeFromRoom, { headers: bob.headers, params: { name, person } });
}

async function namesOf(server: TestServer, who: Who): Promise<string[]> {
  return (await roomsOf(server, who)).map(({ name }) => name);
}
