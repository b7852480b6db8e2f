import {
  type BodyOf,
  changeRoom,
  createInvite,
  createRoom,
  DEFAULT_ROOM,
  listInviteRooms,
  listInvites,
  listRooms,
  lookAtLink,
  openDirectRoom,
  revokeInvite,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, joinBy, tokenOf } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { it as base } from '../../../../test/server-test.ts';
import { it, type Team } from '../../../../test/team-test.ts';

const DAY_MS = 86_400_000;
const NOBODY = '01931e2f-0000-7000-8000-000000000000';

describe('an invite', () => {
  it('lets somebody in, is listed without its link, and is noted', async ({ team: { server, admin } }) => {
    const body = { note: 'for carol', role: 'guest' as const };
    const made = await call(server, createInvite, { headers: admin.headers, body });
    expect(made.status).toBe(201);
    expect(made.body.invite).toMatchObject({
      role: 'guest',
      status: 'open',
      created_by: 'adam',
      note: 'for carol',
    });
    expect((await joinBy(server, made.body.url, 'carol')).me.role).toBe('guest');
    const listed = await call(server, listInvites, { headers: admin.headers });
    expect(listed.body.invites[0]).toEqual({ ...made.body.invite, status: 'used_up', uses: 1 });
    expect(JSON.stringify(listed.body)).not.toContain(tokenOf(made.body.url));
    expect(await auditOf(server, 'invite.')).toEqual([
      {
        actor: 'adam',
        action: 'invite.made',
        target: made.body.invite.id,
        details: { role: 'guest', note: 'for carol', rooms: [DEFAULT_ROOM], private_rooms: 0, max_uses: 1 },
      },
    ]);
  });

  it('brings whoever comes by it into the rooms that it names', async ({ team: { server, admin } }) => {
    const inRoom = { name: 'harbour', kind: 'private' as const };
    const room = (await call(server, createRoom, { headers: admin.headers, body: inRoom })).body.name;
    const roomsOf = async (role: 'member' | 'guest', name: string, rooms?: string[]) => {
      const made = await call(server, createInvite, { headers: admin.headers, body: { role, rooms } });
      const { headers } = await joinBy(server, made.body.url, name);
      const { body } = await call(server, listRooms, { headers });
      return body.rooms.map((each) => each.name);
    };
    expect(await roomsOf('guest', 'carol')).toEqual([DEFAULT_ROOM]);
    expect(await roomsOf('guest', 'frank', [])).toEqual([DEFAULT_ROOM]);
    expect(await roomsOf('guest', 'dave', [room])).toEqual([room]);
    expect(await roomsOf('member', 'erin', [room])).toEqual([DEFAULT_ROOM, room]);
  });

  it('tells admins of no private room that they are not in', async ({ team: { server, admin, owner } }) => {
    const inRoom = { name: 'harbour', kind: 'private' as const };
    const room = (await call(server, createRoom, { headers: admin.headers, body: inRoom })).body.name;
    const body = { rooms: [DEFAULT_ROOM, room] };
    await call(server, createInvite, { headers: admin.headers, body });
    const listed = async (headers: Readonly<Record<string, string>>) =>
      (await call(server, listInvites, { headers })).body.invites.map(({ rooms }) => rooms);
    expect(await listed(admin.headers)).toEqual([[DEFAULT_ROOM, room]]);
    for (const headers of [owner.headers, BY_TOKEN]) expect(await listed(headers)).toEqual([[DEFAULT_ROOM]]);
    expect(await auditOf(server, 'invite.')).toMatchObject([{ details: { rooms: [DEFAULT_ROOM] } }]);
  });

  it('names no room that whoever makes it does not see', async ({ team: { server, admin } }) => {
    const unseen = { headers: admin.headers, body: { rooms: ['nowhere'] } };
    expect((await callRefused(server, createInvite, unseen)).body.code).toBe('room_not_found');
  });

  it('names no direct room, and none that is closed', async ({ team }) => {
    const { server, admin, bob } = team;
    const direct = await call(server, openDirectRoom, {
      headers: admin.headers,
      body: { people: [bob.me.id] },
    });
    await makeRoom(team, { name: 'old' });
    await call(server, changeRoom, {
      headers: admin.headers,
      params: { name: 'old' },
      body: { is_closed: true },
    });
    const codeFor = async (room: string) =>
      (await callRefused(server, createInvite, { headers: admin.headers, body: { rooms: [room] } })).body;
    expect(await codeFor(direct.body.name)).toMatchObject({ code: 'not_your_room' });
    expect(await codeFor('old')).toMatchObject({
      code: 'room_closed',
      detail: 'The room old is closed: nobody is invited into it.',
    });
    expect(await invitable(team, admin.headers)).toEqual([DEFAULT_ROOM]);
  });

  it('may name open rooms, and private ones that whoever makes it is in', async ({ team }) => {
    await makeRoom(team, { name: 'kitchen', title: 'The kitchen' });
    const cellar = await makeRoom(team, { name: 'cellar', kind: 'private' });
    const { body } = await call(team.server, listInviteRooms, { headers: team.admin.headers });
    expect(body.rooms.slice(1)).toEqual([
      { name: 'kitchen', title: 'The kitchen', is_private: false },
      { name: cellar, title: expect.any(String), is_private: true },
    ]);
    for (const headers of [team.owner.headers, BY_TOKEN])
      expect(await invitable(team, headers)).toEqual([DEFAULT_ROOM, 'kitchen']);
  });

  it('tells of its private rooms only whom they are told', async ({ team }) => {
    const { server, admin, owner } = team;
    const cellar = await makeRoom(team, { name: 'cellar', kind: 'private' });
    const rooms = [DEFAULT_ROOM, cellar];
    const made = await call(server, createInvite, { headers: admin.headers, body: { role: 'guest', rooms } });
    expect(made.body.invite.rooms).toEqual(rooms);
    const roomsFor = async ({ headers }: { headers: Readonly<Record<string, string>> }) =>
      (await call(server, listInvites, { headers })).body.invites.map((invite) => invite.rooms);
    expect(await roomsFor(admin)).toEqual([rooms]);
    expect(await roomsFor(owner)).toEqual([[DEFAULT_ROOM]]);
    expect(await roomsFor({ headers: BY_TOKEN })).toEqual([[DEFAULT_ROOM]]);
    const revoked = { headers: owner.headers, params: { id: made.body.invite.id } };
    for (const _ of ['first', 'again'])
      expect((await call(server, revokeInvite, revoked)).body.rooms).toEqual([DEFAULT_ROOM]);
    expect(JSON.stringify(await auditOf(server, 'invite.'))).not.toContain(cellar);
  });

  it('for an admin is made by an owner or the admin token alone', async ({
    team: { server, owner, admin },
  }) => {
    const body = { role: 'admin' as const };
    expect((await callRefused(server, createInvite, { headers: admin.headers, body })).body.code).toBe(
      'rank_too_low',
    );
    for (const headers of [owner.headers, BY_TOKEN])
      expect((await call(server, createInvite, { headers, body })).body.invite.role).toBe('admin');
    const forOwner = { headers: owner.headers, body: { role: 'owner' } };
    expect((await callRefused(server, createInvite, forOwner)).body.code).toBe('validation_failed');
  });

  it('lets nobody in once it is revoked, and is so once', async ({ team: { server, admin } }) => {
    const { body } = await call(server, createInvite, { headers: BY_TOKEN, body: { max_uses: 5 } });
    const revoke = () =>
      call(server, revokeInvite, { headers: admin.headers, params: { id: body.invite.id } });
    const first = await revoke();
    expect(first.body).toMatchObject({ status: 'revoked', created_by: null });
    expect((await revoke()).body).toEqual(first.body);
    const look = { body: { token: tokenOf(body.url) } };
    expect((await callRefused(server, lookAtLink, look)).body.code).toBe('link_ended');
    expect((await auditOf(server, 'invite.revoked')).length).toBe(1);
  });

  it('that there is not is not revoked', async ({ team: { server, owner } }) => {
    const asked = { headers: owner.headers, params: { id: NOBODY } };
    expect((await callRefused(server, revokeInvite, asked)).body.code).toBe('invite_not_found');
  });

  base('ends with its time, and is forgotten 90 days after', async ({ start }) => {
    const clock = createClock();
    const server = await start.server(ACCOUNTS, { clock });
    await call(server, createInvite, { headers: BY_TOKEN, body: { expires_in_hours: 24 } });
    const statuses = async () =>
      (await call(server, listInvites, { headers: BY_TOKEN })).body.invites.map(({ status }) => status);
    expect(await statuses()).toEqual(['open']);
    clock.jump(DAY_MS);
    expect(await statuses()).toEqual(['expired']);
    clock.jump(90 * DAY_MS);
    expect(await statuses()).toEqual([]);
  });
});

/** Makes a room of adam's, and answers with its name. */
async function makeRoom({ server, admin }: Team, body: BodyOf<typeof createRoom>): Promise<string> {
  return (await call(server, createRoom, { headers: admin.headers, body })).body.name;
}

async function invitable({ server }: Team, headers: Readonly<Record<string, string>>): Promise<string[]> {
  return (await call(server, listInviteRooms, { headers })).body.rooms.map(({ name }) => name);
}
