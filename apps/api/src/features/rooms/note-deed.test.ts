import { changeRoom, inviteToRoom, orderRooms, removeFromRoom } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../../../test/call.ts';
import { auditOf } from '../../../test/read-audit.ts';
import { it, makeRoom } from '../../../test/rooms-test.ts';

describe('the audit log', () => {
  it('tells what an owner did to a room, and not what its own people did', async ({
    team: { server, alice, bob, carol },
  }) => {
    const { name } = await makeRoom(server, bob, { name: 'harbour' });
    const change = (headers: typeof bob.headers, title: string) =>
      call(server, changeRoom, { headers, params: { name }, body: { title } });
    await change(bob.headers, 'The harbour');
    await change(alice.headers, 'The quay');
    const people = { headers: alice.headers, params: { name }, body: { people: [carol.me.id] } };
    await call(server, inviteToRoom, people);
    const params = { name, person: carol.me.id };
    await call(server, removeFromRoom, { headers: alice.headers, params });
    const told = { actor: 'alice', target: 'harbour' };
    expect(await auditOf(server, 'room.')).toEqual([
      { ...told, action: 'room.changed', details: { title: 'The quay' } },
      { ...told, action: 'room.person_removed', details: { person: carol.me.id } },
    ]);
  });

  it('tells which rooms an admin made, and that they put them in order', async ({
    team: { server, alice, bob },
  }) => {
    await makeRoom(server, bob, { name: 'harbour' });
    await makeRoom(server, alice, { name: 'quay', title: 'The quay' });
    const { name: cellar } = await makeRoom(server, alice, { name: 'cellar', kind: 'private' });
    const order = { headers: alice.headers, body: { names: ['quay', cellar, 'harbour'] } };
    await call(server, orderRooms, order);
    expect(await auditOf(server, 'room')).toEqual([
      { actor: 'alice', target: 'quay', action: 'room.made', details: { title: 'The quay' } },
      { actor: 'alice', target: null, action: 'rooms.ordered', details: { names: ['quay', 'harbour'] } },
    ]);
  });

  it('tells of no private room', async ({ team: { server, alice } }) => {
    const { name } = await makeRoom(server, alice, { name: 'cellar', kind: 'private' });
    const body = { title: 'The cellar' };
    await call(server, changeRoom, { headers: alice.headers, params: { name }, body });
    expect(await auditOf(server, 'room.')).toEqual([]);
  });
});
