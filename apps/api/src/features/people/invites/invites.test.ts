import {
  createInvite,
  createRoom,
  DEFAULT_ROOM,
  listInvites,
  listRooms,
  lookAtLink,
  revokeInvite,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, joinBy, tokenOf } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { it as base } from '../../../../test/server-test.ts';
import { it } from '../../../../test/team-test.ts';

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
        details: { role: 'guest', note: 'for carol', rooms: [DEFAULT_ROOM], max_uses: 1 },
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
    expect(await roomsOf('guest', 'dave', [room])).toEqual([room]);
    expect(await roomsOf('member', 'erin', [room])).toEqual([DEFAULT_ROOM, room]);
  });

  it('names no room that whoever makes it does not see', async ({ team: { server, admin } }) => {
    const unseen = { headers: admin.headers, body: { rooms: ['nowhere'] } };
    expect((await callRefused(server, createInvite, unseen)).body.code).toBe('room_not_found');
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
