import {
  changeMe,
  changeRole,
  createKey,
  createMyKey,
  DEFAULT_ROOM,
  inviteToRoom,
  listKeys,
  listMessages,
  listMyKeys,
  mutePerson,
  postMessage,
  readHealth,
  revokeKey,
  revokeMyKey,
  rotateKey,
  rotateMyKey,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, type SignedInPerson } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { toHeaders } from '../../../test/make-key.ts';
import { post } from '../../../test/post.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { arrive, idOf, it } from '../../../test/team-test.ts';

const MINUTE_MS = 60_000;

describe('a bot of one’s own', () => {
  it('reads and writes under its name, and is listed with its owner', async ({
    team: { server, owner, bob },
  }) => {
    const bot = await makeBot(server, bob);
    const { body: message } = await call(server, postMessage, { ...bot, body: { content: 'beep' } });
    expect(message).toMatchObject({ author: 'weather', author_id: bot.key.id });
    expect((await call(server, listMyKeys, { headers: bob.headers })).body.keys).toMatchObject([
      { name: 'weather', owner: 'bob', status: 'active' },
    ]);
    expect((await call(server, listKeys, { headers: owner.headers })).body.keys).toMatchObject([
      { owner: 'bob' },
    ]);
    expect((await call(server, listMyKeys, { headers: owner.headers })).body.keys).toEqual([]);
  });

  it('gets another secret, and is revoked, by its owner', async ({ team: { server, bob } }) => {
    const bot = await makeBot(server, bob);
    const asked = { headers: bob.headers, params: { id: bot.key.id } };
    const rotated = await call(server, rotateMyKey, { ...asked, body: { overlap_hours: 0 } });
    expect((await callRefused(server, listMessages, bot)).body.code).toBe('key_refused');
    const headers = toHeaders(rotated.body.secret);
    expect(await call(server, listMessages, { headers })).toMatchObject({ status: 200 });
    expect((await call(server, rotateMyKey, asked)).body.key.previous_valid_until).not.toBeNull();
    expect((await call(server, revokeMyKey, asked)).body.status).toBe('revoked');
    expect((await callRefused(server, rotateMyKey, asked)).body.code).toBe('key_ended');
  });

  it('is out of reach of everybody else’s own keys', async ({ team: { server, admin, bob } }) => {
    const { key } = await makeBot(server, bob);
    const asked = { headers: admin.headers, params: { id: key.id } };
    for (const endpoint of [rotateMyKey, revokeMyKey])
      expect((await callRefused(server, endpoint, asked)).body.code).toBe('key_not_found');
  });

  it('may be no monitor and no admin, nor be made by a guest or by a bot', async ({
    team: { server, bob, guest },
  }) => {
    const make = (headers: Record<string, string>, body: object) =>
      callRefused(server, createMyKey, { headers, body });
    for (const scope of ['admin', 'monitor'])
      expect((await make(bob.headers, { name: 'x', scopes: [scope] })).body.code).toBe('validation_failed');
    for (const scopes of [[], ['read', 'read']])
      expect((await make(bob.headers, { name: 'x', scopes })).body.code).toBe('validation_failed');
    const body = { name: 'x', scopes: ['read'] };
    expect((await make(guest.headers, body)).body.code).toBe('role_needed');
    const bot = await makeBot(server, bob);
    expect((await make(bot.headers, body)).body.code).toBe('scope_needed');
  });

  it('has no name of a person, nor of the product, nor one that looks like it', async ({
    team: { server, owner, bob },
  }) => {
    for (const name of ['alice', 'A1ice', 'gus', 'Anonymous', 'Admin Token'])
      for (const [endpoint, headers] of [
        [createMyKey, bob.headers],
        [createKey, owner.headers],
      ] as const) {
        const asked = { headers, body: { name, scopes: ['read'] } };
        expect((await callRefused(server, endpoint, asked)).body.code, name).toBe('name_taken');
      }
  });

  it('has a name that no person may take', async ({ team: { server, owner, bob } }) => {
    const body = { name: 'weather', scopes: ['write' as const] };
    await call(server, createMyKey, { headers: bob.headers, body });
    const asked = { headers: owner.headers, body: { name: 'Weather' } };
    expect((await callRefused(server, changeMe, asked)).body.code).toBe('name_taken');
  });

  it('that writes has a name that fits a message', async ({ team: { server, owner } }) => {
    const body = { name: 'a name of many more than the forty characters', scopes: ['read' as const] };
    expect(await call(server, createKey, { headers: owner.headers, body })).toMatchObject({ status: 201 });
    const asked = { headers: owner.headers, body: { ...body, scopes: ['write'] } };
    expect((await callRefused(server, createKey, asked)).body).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'name' }],
    });
  });

  it('is one of ten at most, also where all are made at once', async ({ team: { server, bob } }) => {
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        server.app.inject({
          method: 'POST',
          url: createMyKey.path,
          headers: bob.headers,
          payload: { name: `bot ${number}`, scopes: ['read'] },
        }),
      ),
    );
    expect(made.map(({ statusCode }) => statusCode).toSorted()).toEqual([...Array(10).fill(201), 409, 409]);
    const [key] = (await call(server, listMyKeys, { headers: bob.headers })).body.keys;
    await call(server, revokeMyKey, { headers: bob.headers, params: { id: key?.id ?? '' } });
    expect((await makeBot(server, bob)).key.name).toBe('weather');
  });

  base('asks for a sign-in that is not long ago', async ({ start }) => {
    const clock = createClock();
    const server = await start.server(ACCOUNTS, { clock });
    const bob = await arrive(server, 'bob');
    clock.jump(10 * MINUTE_MS);
    const asked = { headers: bob.headers, body: { name: 'weather', scopes: ['read'] } };
    expect((await callRefused(server, createMyKey, asked)).body.code).toBe('recent_sign_in_needed');
  });

  base('is none where there are no accounts', async ({ server }) => {
    expect((await callRefused(server, listMyKeys)).body.code).toBe('accounts_off');
  });
});

describe('a bot may no more than its owner', () => {
  it('who is muted', async ({ team: { server, admin, bob } }) => {
    const bot = await makeBot(server, bob);
    const mute = { headers: admin.headers, params: idOf(bob), body: { minutes: 5, reason: 'too loud' } };
    await call(server, mutePerson, mute);
    expect((await callRefused(server, postMessage, { ...bot, body: { content: 'beep' } })).body.code).toBe(
      'muted',
    );
    expect(await call(server, listMessages, bot)).toMatchObject({ status: 200 });
  });

  it('who is a guest now', async ({ team: { server, admin, bob } }) => {
    const bot = await makeBot(server, bob);
    await call(server, changeRole, { headers: admin.headers, params: idOf(bob), body: { role: 'guest' } });
    expect((await callRefused(server, postMessage, { ...bot, body: { content: 'beep' } })).body.code).toBe(
      'role_needed',
    );
    const inRoom = { params: { name: DEFAULT_ROOM }, body: { people: [idOf(bob).id] } };
    await call(server, inviteToRoom, { headers: admin.headers, ...inRoom });
    expect(await call(server, listMessages, bot), 'what a guest may read').toMatchObject({ status: 200 });
  });

  it('who is no admin any more', async ({ team: { server, owner, admin } }) => {
    const body = { name: 'night watch', scopes: ['admin' as const] };
    const made = await call(server, createKey, { headers: admin.headers, body });
    const bot = { headers: toHeaders(made.body.secret) };
    expect(await call(server, readHealth, bot)).toMatchObject({ status: 200 });
    await call(server, changeRole, { headers: owner.headers, params: idOf(admin), body: { role: 'member' } });
    expect((await callRefused(server, readHealth, bot)).body.code).toBe('role_needed');
  });

  it('who is suspended, also where the key came alive again', async ({ team: { server, admin, bob } }) => {
    const bot = await makeBot(server, bob);
    const suspend = { headers: admin.headers, params: idOf(bob), body: { reason: 'spam' } };
    await call(server, suspendPerson, suspend);
    expect((await callRefused(server, listMessages, bot)).body.detail).toContain('was revoked');
    await server.database.kysely.updateTable('api_keys').set({ revoked_at: null }).execute();
    server.app.apiKeys.forget();
    expect((await callRefused(server, listMessages, bot)).body).toMatchObject({
      code: 'key_refused',
      detail: expect.stringContaining('has no access any more'),
    });
  });
});

describe('the key of an owner', () => {
  it('is touched by no admin, who could speak as its owner', async ({
    team: { server, owner, admin, bob },
  }) => {
    const ofOwner = await makeBot(server, owner);
    const ofBob = await makeBot(server, bob, 'stock prices');
    for (const endpoint of [rotateKey, revokeKey]) {
      const asked = { headers: admin.headers, params: { id: ofOwner.key.id } };
      expect((await callRefused(server, endpoint, asked)).body.code).toBe('rank_too_low');
      const allowed = { headers: admin.headers, params: { id: ofBob.key.id } };
      expect([200, 201]).toContain((await call(server, endpoint, allowed)).status);
    }
    const byToken = { headers: BY_TOKEN, params: { id: ofOwner.key.id } };
    expect(await call(server, revokeKey, byToken)).toMatchObject({ status: 200 });
  });
});

describe('a key that is nobody’s', () => {
  it('is managed by owners and the admin token alone', async ({ team: { server, owner, admin } }) => {
    const made = await call(server, createKey, {
      headers: BY_TOKEN,
      body: { name: 'deploy', scopes: ['monitor'] },
    });
    const params = { id: made.body.key.id };
    const ofAdmin = await call(server, createKey, {
      headers: admin.headers,
      body: { name: 'night watch', scopes: ['admin'] },
    });
    for (const endpoint of [rotateKey, revokeKey])
      for (const headers of [admin.headers, toHeaders(ofAdmin.body.secret)])
        expect((await callRefused(server, endpoint, { headers, params })).body).toMatchObject({
          code: 'rank_too_low',
          detail: 'The key is nobody’s. Only an owner may do this.',
        });
    await call(server, rotateKey, { headers: BY_TOKEN, params });
    expect((await call(server, revokeKey, { headers: owner.headers, params })).body.status).toBe('revoked');
  });
});

describe('the name of a bot', () => {
  it('is no former name of a person, nor that of another bot', async ({ team: { server, bob, admin } }) => {
    await call(server, changeMe, { headers: admin.headers, body: { name: 'eve' } });
    await makeBot(server, bob);
    for (const name of ['adam', 'Adarn', 'weather', 'WEATHER'])
      for (const { headers } of [admin, bob]) {
        const asked = { headers, body: { name, scopes: ['read'] } };
        expect((await callRefused(server, createMyKey, asked)).body.code, name).toBe('name_taken');
      }
  });

  it('goes to its owner again once it has ended, and to nobody else', async ({
    team: { server, bob, admin },
  }) => {
    const { key } = await makeBot(server, bob);
    await call(server, revokeMyKey, { headers: bob.headers, params: { id: key.id } });
    const body = { name: 'weather', scopes: ['read'] };
    for (const [endpoint, asked] of [
      [createMyKey, { headers: admin.headers, body }],
      [createKey, { headers: BY_TOKEN, body }],
      [changeMe, { headers: admin.headers, body: { name: 'weather' } }],
    ] as const)
      expect((await callRefused(server, endpoint, asked)).body.code).toBe('name_taken');
    expect((await makeBot(server, bob)).key.name).toBe('weather');
  });

  base('of before there were accounts is for owners to give', async ({ start, folder }) => {
    const open = await start.server({ DATA_DIR: folder });
    await post(open, { author: 'weather', content: 'rain' });
    await open.close();
    const server = await start.server({ ...ACCOUNTS, DATA_DIR: folder });
    const [alice, bob] = [await arrive(server, 'alice', 'owner'), await arrive(server, 'bob')];
    const body = { name: 'weather', scopes: ['write' as const] };
    const refused = await callRefused(server, createMyKey, { headers: bob.headers, body });
    expect(refused.body.detail).toContain('before there were accounts');
    expect(await call(server, createKey, { headers: alice.headers, body })).toMatchObject({ status: 201 });
  });
});

async function makeBot(server: TestServer, { headers }: SignedInPerson, name = 'weather') {
  const body = { name, scopes: ['read' as const, 'write' as const] };
  const made = await call(server, createMyKey, { headers, body });
  return { key: made.body.key, headers: toHeaders(made.body.secret) };
}
