import { changeRoom, createRoom } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { it, makeRoom } from '../../../test/rooms-test.ts';

const JOINED = '👩‍🔧 Workshop';

describe('the title of a room', { timeout: 60_000 }, () => {
  it('is not one that looks like that of another room', async ({ team: { server, alice, bob, carol } }) => {
    await makeRoom(server, bob, { name: 'harbour', title: 'The Harbour' });
    const attic = await makeRoom(server, carol, { name: 'attic' });
    for (const title of ['the harbour', 'The  Hаrbour.', 'ＴＨＥ ＨＡＲＢＯＵＲ'])
      expect(
        (await callRefused(server, createRoom, { ...carol, body: { name: 'port', title } })).body,
      ).toMatchObject({
        code: 'room_taken',
        detail:
          'There is a room “The Harbour” already, which could be taken for this one. Choose another title.',
      });
    const renaming = { headers: carol.headers, params: { name: attic.name } };
    const taken = { ...renaming, body: { title: 'THE HARBOUR' } };
    expect((await callRefused(server, changeRoom, taken)).body.code).toBe('room_taken');
    expect((await call(server, changeRoom, { ...renaming, body: { title: 'Attic' } })).body.title).toBe(
      'Attic',
    );
    const closed = { headers: alice.headers, params: { name: 'harbour' }, body: { is_closed: true } };
    await call(server, changeRoom, closed);
    expect((await callRefused(server, changeRoom, taken)).body.detail).toContain(
      'There is, though closed, a room',
    );
  });

  it('says nothing of a room that its maker does not see', async ({ team: { server, bob, carol } }) => {
    const secret = { name: 'plans', title: 'Secret plans', kind: 'private' } as const;
    await makeRoom(server, bob, secret);
    expect(await makeRoom(server, carol, { name: 'plans', title: 'Secret plans' })).toMatchObject({
      title: 'Secret plans',
    });
    expect((await callRefused(server, createRoom, { ...bob, body: secret })).body.code).toBe('room_taken');
  });

  it('holds nothing that cannot be seen, and emoji that are joined', async ({ team: { server, bob } }) => {
    for (const unseen of [
      '\u202eruobrah',
      'har\u2066bour',
      'har\u200bbour',
      'har\u00adbour',
      'harbour\u2800',
      'harbour\u20e3',
    ])
      for (const words of [{ title: unseen }, { description: unseen }])
        expect(
          (await callRefused(server, createRoom, { ...bob, body: { name: 'port', ...words } })).body,
        ).toMatchObject({ code: 'validation_failed' });
    const body = { name: 'workshop', title: JOINED, description: JOINED };
    expect(await makeRoom(server, bob, body)).toMatchObject({ title: JOINED, description: JOINED });
  });
});
