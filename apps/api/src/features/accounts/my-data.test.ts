import {
  changeMe,
  createInvite,
  createMyKey,
  downloadMyData,
  leaveRoom,
  markRead,
  mutePerson,
  removeFromRoom,
  uploadAvatar,
} from '@bookchat/shared';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import type { SignedInPerson } from '../../../test/accounts-test.ts';
import { BY_TOKEN } from '../../../test/accounts-test.ts';
import { call } from '../../../test/call.ts';
import { addOne, deviceFor, onLocalhost } from '../../../test/passkeys-test.ts';
import { bringIn, it, makeRoom, say, writeTo } from '../../../test/rooms-test.ts';
import { send } from '../../../test/send.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

async function download(server: TestServer, { headers }: SignedInPerson) {
  const { text } = await send(server, { path: downloadMyData.path, headers });
  return { text, data: JSON.parse(text) as Record<string, unknown> };
}

const PATIENT = { timeout: 60_000 };

describe('one’s own data', PATIENT, () => {
  it('holds the profile, the picture and the names', async ({ team: { server, bob } }) => {
    const { headers } = bob;
    const image = (
      await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
    ).toString('base64');
    await call(server, uploadAvatar, { headers, body: { image } });
    await call(server, changeMe, {
      headers,
      body: { status_text: 'away', time_zone: 'UTC', name: 'robert' },
    });
    const { data } = await download(server, bob);
    expect(data).toMatchObject({
      account: {
        name: 'robert',
        status_text: 'away',
        time_zone: 'UTC',
        messages_hidden: false,
        github_id: null,
      },
      picture: { type: 'image/webp', base64: expect.stringMatching(/^UklGR/) },
      former_names: [{ name: 'bob' }],
      sessions: [{ is_current: true }],
    });
  });

  it('holds what one wrote in every room, where one is and how far one has read', async ({ team }) => {
    const { server, alice, bob, carol } = team;
    const secret = await makeRoom(server, alice, { name: 'secret', title: 'Surprise', kind: 'private' });
    await bringIn(server, alice, secret, bob);
    const direct = await writeTo(server, bob, carol);
    const left = await makeRoom(server, alice, { name: 'left', kind: 'private' });
    await bringIn(server, alice, left, bob);
    for (const { name } of [secret, direct, left]) await say(server, bob, name, `bob in ${name}`);
    const theirs = await say(server, alice, secret.name, 'written by alice');
    const body = { up_to: theirs.id };
    await call(server, markRead, { headers: bob.headers, params: { name: secret.name }, body });
    await call(server, leaveRoom, { headers: bob.headers, params: { name: left.name } });
    await expect
      .poll(async () => (await download(server, bob)).data['read'], { timeout: 10_000 })
      .toEqual([{ room: secret.name, up_to: theirs.id, written_at: theirs.created_at }]);
    const { data, text } = await download(server, bob);
    expect(data['messages']).toMatchObject(
      [secret, direct, left].map(({ name: room }) => ({ room, content: `bob in ${room}`, author: 'bob' })),
    );
    expect(data['rooms']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: secret.name, title: 'Surprise', kind: 'private', as: 'member' }),
        expect.objectContaining({ name: direct.name, kind: 'direct' }),
      ]),
    );
    expect(data['rooms']).toHaveLength(2);
    expect(text).not.toContain('written by alice');
  });

  it('holds the ways in: passkeys, keys and invites, and no secret', async ({ team: { server, alice } }) => {
    await addOne(server, { device: deviceFor(server), by: alice });
    const headers = { ...alice.headers, ...onLocalhost(server) };
    const key = await call(server, createMyKey, { headers, body: { name: 'a bot', scopes: ['read'] } });
    const invite = await call(server, createInvite, { headers, body: { note: 'for dan' } });
    const { data, text } = await download(server, alice);
    expect(data).toMatchObject({
      passkeys: [{ name: expect.any(String), created_at: expect.any(String), last_used_at: null }],
      keys: [{ name: 'a bot', scopes: 'read' }],
      invites: [{ id: invite.body.invite.id, note: 'for dan', max_uses: 1 }],
    });
    for (const secret of [key.body.secret.slice(-20), invite.body.url.slice(-20)])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/_hash"|public_key|scrypt/);
  });

  it('holds what the audit log says of one’s account, and not who of the others did it', async ({ team }) => {
    const { server, alice, bob, carol } = team;
    await call(server, changeMe, { headers: bob.headers, body: { name: 'robert' } });
    for (const { me } of [bob, carol]) {
      const body = { minutes: 5, reason: `for ${me.name}` };
      await call(server, mutePerson, { headers: alice.headers, params: { id: me.id }, body });
    }
    const end = { params: { id: bob.me.id }, body: { minutes: 0, reason: 'over' } };
    await call(server, mutePerson, { ...end, headers: BY_TOKEN });
    const room = await makeRoom(server, alice, { name: 'square' });
    await bringIn(server, alice, room, bob);
    const params = { name: room.name, person: bob.me.id };
    await call(server, removeFromRoom, { headers: alice.headers, params });
    const { people, audit } = server.app;
    const details = { by: 'github', reason: 'no access' };
    await people.writing(() =>
      audit.write({ actor: 'server', action: 'person.suspended', target: 'robert', details }),
    );
    const { data, text } = await download(server, bob);
    expect(data['audit']).toMatchObject([
      { actor: 'bob', action: 'person.renamed', target: 'robert', details: { from: 'bob' } },
      { actor: 'another person', action: 'person.muted', details: { reason: 'for bob' } },
      { actor: 'admin token', action: 'person.unmuted' },
      { actor: 'another person', action: 'room.person_removed', details: { person: bob.me.id } },
      { actor: 'server', action: 'person.suspended', details },
    ]);
    expect(text).not.toContain('for carol');
    expect(text).not.toContain('alice');
  });
});
