import { changeRole, chooseRoomsOfPerson, listRoomsOfPerson } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, invite } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { auditOf } from '../../../test/read-audit.ts';
import { it, makeRoom, poll, roomsOf, say, type Who } from '../../../test/rooms-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { idOf } from '../../../test/team-test.ts';

const NOBODY = '01931e2f-0000-7000-8000-000000000000';

describe('somebody who becomes a guest', { timeout: 60_000 }, () => {
  it('keeps the first room, and those that they were in', async ({ team: { server, alice, bob, carol } }) => {
    await makeRoom(server, alice, { name: 'harbour' });
    await makeRoom(server, bob, { name: 'kitchen' });
    await say(server, alice, 'general', 'hello');
    const { cursor } = await poll(server, bob);
    await call(server, changeRole, { headers: BY_TOKEN, params: idOf(bob), body: { role: 'guest' } });
    expect(await namesOf(server, bob)).toEqual(['general', 'kitchen']);
    expect((await poll(server, bob, cursor)).changes).toEqual([
      { type: 'room', room: expect.objectContaining({ name: 'general', is_member: true }) },
      { type: 'room_gone', name: 'harbour' },
    ]);
    await call(server, changeRole, { headers: BY_TOKEN, params: idOf(bob), body: { role: 'member' } });
    expect(await namesOf(server, bob)).toEqual(['general', 'harbour', 'kitchen']);
    expect(await namesOf(server, carol)).toEqual(['general', 'harbour', 'kitchen']);
  });
});

describe('the rooms of a guest', { timeout: 60_000 }, () => {
  it('are chosen by admins, of those that they run', async ({ team: { server, alice, bob } }) => {
    const gus = await invite(server, 'gus', 'guest');
    const own = await makeRoom(server, alice, { name: 'office', title: 'The office', kind: 'private' });
    const people = [alice.me.id];
    const cellar = await makeRoom(server, bob, { name: 'cellar', kind: 'private', people });
    await makeRoom(server, bob, { name: 'harbour' });
    const asked = { headers: alice.headers, params: idOf(gus) };
    const { rooms } = (await call(server, listRoomsOfPerson, asked)).body;
    expect(rooms).toEqual([
      { name: 'general', title: 'General', is_private: false, is_in: false },
      { name: own.name, title: 'The office', is_private: true, is_in: false },
      { name: 'harbour', title: 'harbour', is_private: false, is_in: false },
    ]);
    await choose(server, alice, gus, ['general', 'harbour', own.name]);
    expect(await namesOf(server, gus)).toEqual(['general', own.name, 'harbour']);
    await choose(server, { headers: BY_TOKEN }, gus, ['harbour']);
    expect(await namesOf(server, gus), 'the token runs no private room').toEqual([own.name, 'harbour']);
    await choose(server, alice, gus, ['harbour']);
    await choose(server, alice, gus, ['harbour']);
    expect(await namesOf(server, gus)).toEqual(['harbour']);
    expect(await auditOf(server, 'person.rooms_chosen')).toEqual([
      toEntry('alice', { added: ['general', 'harbour'], removed: [], private_rooms: 1 }),
      toEntry('admin token', { added: [], removed: ['general'], private_rooms: 0 }),
      toEntry('alice', { added: [], removed: [], private_rooms: 1 }),
    ]);
    const unseen = { ...asked, body: { rooms: [cellar.name] } };
    expect((await callRefused(server, chooseRoomsOfPerson, unseen)).body.code).toBe('room_not_found');
  });

  it('are chosen of nobody who is not there, or whom one may not manage', async ({
    team: { server, alice },
  }) => {
    const adam = await invite(server, 'adam', 'admin');
    const { headers } = adam;
    const refusal = async (id: string) =>
      (await callRefused(server, listRoomsOfPerson, { headers, params: { id } })).body.code;
    expect(await refusal(NOBODY)).toBe('person_not_found');
    expect(await refusal(alice.me.id)).toBe('rank_too_low');
  });
});

function toEntry(actor: string, details: Readonly<Record<string, unknown>>) {
  return { actor, action: 'person.rooms_chosen', target: 'gus', details };
}

async function choose(
  server: TestServer,
  { headers }: Who,
  person: Parameters<typeof idOf>[0],
  rooms: string[],
): Promise<void> {
  await call(server, chooseRoomsOfPerson, { headers, params: idOf(person), body: { rooms } });
}

async function namesOf(server: TestServer, who: Who): Promise<string[]> {
  return (await roomsOf(server, who)).map(({ name }) => name);
}
