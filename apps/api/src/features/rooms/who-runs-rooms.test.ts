import {
  changeRole,
  changeRoom,
  deleteMe,
  inviteToRoom,
  reinstatePerson,
  removeFromRoom,
  removePerson,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, invite, type SignedInPerson } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { it as base, findRoom, makeRoom, poll } from '../../../test/rooms-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { idOf } from '../../../test/team-test.ts';

/** bob's private room, in which are alice the owner, adam the admin and carol, in this order. */
const it = base.extend('cellar', async ({ team: { server, alice, bob, carol } }) => {
  const adam = await invite(server, 'adam', 'admin');
  const people = [alice.me.id, adam.me.id, carol.me.id];
  const { name } = await makeRoom(server, bob, { name: 'cellar', kind: 'private', people });
  return { name, adam };
});

describe('a private room', { timeout: 60_000 }, () => {
  it('is run by its owner alone, whoever else runs the server', async ({
    team: { server, alice, bob, carol },
    cellar: { name, adam },
  }) => {
    const params = { name };
    for (const { headers } of [alice, adam, carol]) {
      for (const body of [{ in_repository: true }, { is_closed: true }, { title: 'Mine' }])
        expect((await callRefused(server, changeRoom, { headers, params, body })).body).toMatchObject({
          code: 'not_your_room',
          detail: 'Its owner does that.',
        });
      const person = { name, person: bob.me.id };
      expect((await callRefused(server, removeFromRoom, { headers, params: person })).body.code).toBe(
        'not_your_room',
      );
      expect(await findRoom(server, { headers }, name)).toMatchObject({ is_yours: false });
    }
    expect(await findRoom(server, bob, name)).toMatchObject({ is_yours: true });
  });

  it('takes guests from its owner, and from an admin who is in it', async ({
    team: { server, bob, carol },
    cellar: { name, adam },
  }) => {
    const gwen = await invite(server, 'gwen', 'guest');
    const greg = await invite(server, 'greg', 'guest');
    const asked = { headers: carol.headers, params: { name }, body: { people: [gwen.me.id] } };
    expect((await callRefused(server, inviteToRoom, asked)).body.code).toBe('not_your_room');
    await call(server, inviteToRoom, { ...asked, headers: adam.headers });
    await call(server, inviteToRoom, { ...asked, headers: bob.headers, body: { people: [greg.me.id] } });
    for (const guest of [gwen, greg]) expect(await findRoom(server, guest, name)).toBeDefined();
  });

  it('is run by whoever has been in it for the longest while its owner cannot', async ({
    team: { server, alice, bob, carol, dave },
    cellar: { name, adam },
  }) => {
    const { cursor } = await poll(server, alice);
    await suspend(server, bob);
    expect((await poll(server, alice, cursor)).changes, 'alice is told').toMatchObject([
      { type: 'room', room: { name, is_yours: true } },
    ]);
    expect(await runs(server, name, alice, adam, carol)).toEqual(['alice']);
    await call(server, changeRoom, { headers: alice.headers, params: { name }, body: { title: 'Ours' } });
    await call(server, reinstatePerson, { headers: BY_TOKEN, params: idOf(bob) });
    expect(await runs(server, name, alice, adam, carol)).toEqual([]);
    await changeTo(server, bob, 'guest');
    await changeTo(server, dave, 'owner');
    await suspend(server, alice);
    await suspend(server, adam);
    expect(await runs(server, name, carol)).toEqual(['carol']);
    await changeTo(server, bob, 'member');
    expect(await runs(server, name, carol)).toEqual([]);
  });

  it('goes on without an owner who was removed, or has deleted the account', async ({
    team: { server, alice, bob, carol },
    cellar: { name, adam },
  }) => {
    await call(server, removePerson, { headers: BY_TOKEN, params: idOf(bob), body: { reason: 'spam' } });
    expect(await runs(server, name, alice, adam, carol)).toEqual(['alice']);
    const attic = await makeRoom(server, carol, { name: 'attic', kind: 'private', people: [adam.me.id] });
    await call(server, deleteMe, { headers: carol.headers, body: {} });
    expect(await runs(server, attic.name, adam)).toEqual(['adam']);
  });

  it('is closed, and out of the repository, once everyone in it was removed', async ({
    team: { server, carol },
  }) => {
    const { name } = await makeRoom(server, carol, { name: 'attic', kind: 'private' });
    await call(server, changeRoom, {
      headers: carol.headers,
      params: { name },
      body: { in_repository: true },
    });
    await call(server, removePerson, { headers: BY_TOKEN, params: idOf(carol), body: { reason: 'spam' } });
    const row = server.database.kysely.selectFrom('rooms').selectAll().where('name', '=', name);
    expect(await row.executeTakeFirst()).toMatchObject({ closed_at: expect.any(String), in_repository: 0 });
  });
});

async function suspend(server: TestServer, person: SignedInPerson): Promise<void> {
  await call(server, suspendPerson, {
    headers: BY_TOKEN,
    params: idOf(person),
    body: { reason: 'on leave' },
  });
}

async function changeTo(server: TestServer, person: SignedInPerson, role: 'owner' | 'member' | 'guest') {
  await call(server, changeRole, { headers: BY_TOKEN, params: idOf(person), body: { role } });
}

async function runs(server: TestServer, name: string, ...people: SignedInPerson[]): Promise<string[]> {
  const found: string[] = [];
  for (const person of people)
    if ((await findRoom(server, person, name))?.is_yours) found.push(person.me.name);
  return found;
}
