import {
  createInvite,
  createKey,
  downloadBackup,
  fillPath,
  makeBackup,
  makeRecoveryLink,
  openAdminSession,
  readAdminSession,
  removePerson,
  restoreBackup,
  rotateKey,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, cookieOf, type SignedInPerson } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { type createClock, createClock as startClock } from '../../../test/create-clock.ts';
import { makeKey, toHeaders } from '../../../test/make-key.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { arrive, idOf } from '../../../test/team-test.ts';

interface Later {
  readonly server: TestServer;
  readonly clock: ReturnType<typeof createClock>;
  /** alice, who signed in ten minutes ago. */
  readonly owner: SignedInPerson;
  readonly bob: SignedInPerson;
}

const TEN_MINUTES_MS = 10 * 60_000;
const ADMIN_KEY = { name: 'night watch', scopes: ['admin' as const] };

const it = base.extend('later', async ({ start }): Promise<Later> => {
  const clock = startClock();
  const server = await start.server(ACCOUNTS, { clock });
  const [owner, bob] = [await arrive(server, 'alice', 'owner'), await arrive(server, 'bob')];
  clock.jump(TEN_MINUTES_MS);
  return { server, clock, owner, bob };
});

describe('a sign-in of ten minutes ago', () => {
  it('makes no key, nor gives one another secret', async ({ later: { server, owner } }) => {
    const { headers } = owner;
    const refused = await callRefused(server, createKey, { headers, body: ADMIN_KEY });
    expect(refused).toMatchObject({ status: 403, body: { code: 'recent_sign_in_needed' } });
    const other = { headers, body: { name: 'figures', scopes: ['monitor' as const] } };
    expect((await callRefused(server, createKey, other)).body.code).toBe('recent_sign_in_needed');
    const figures = await call(server, createKey, { ...other, headers: BY_TOKEN });
    const params = { id: figures.body.key.id };
    const again = await callRefused(server, rotateKey, { headers, params });
    expect(again.body.code).toBe('recent_sign_in_needed');
    await call(server, rotateKey, { headers: BY_TOKEN, params });
    const { key } = await makeKey(server, 'admin');
    const rotated = await callRefused(server, rotateKey, { headers, params: { id: key.id } });
    expect(rotated.body.code).toBe('recent_sign_in_needed');
  });

  it('invites no admin, but members', async ({
    later: {
      server,
      owner: { headers },
    },
  }) => {
    const refused = await callRefused(server, createInvite, { headers, body: { role: 'admin' } });
    expect(refused.body.code).toBe('recent_sign_in_needed');
    expect(await call(server, createInvite, { headers, body: {} })).toMatchObject({ status: 201 });
  });
});

describe('an API key', () => {
  it('is never fresh, also when it has just been made', async ({ later: { server, bob } }) => {
    const { headers, key } = await makeKey(server, 'admin');
    for (const [endpoint, options] of [
      [createKey, { body: ADMIN_KEY }],
      [rotateKey, { params: { id: key.id } }],
      [removePerson, { params: idOf(bob), body: { reason: 'spam' } }],
      [makeRecoveryLink, { params: idOf(bob) }],
    ] as const) {
      const { status } = await callRefused(server, endpoint, { headers, ...options });
      expect([endpoint.path, status]).toEqual([endpoint.path, 403]);
    }
    const invite = { headers, body: { role: 'admin' } };
    expect((await callRefused(server, createInvite, invite)).status).toBe(403);
    expect(await call(server, makeBackup, { headers })).toMatchObject({ status: 201 });
  });

  it('of an owner neither makes another that may do everything', async ({ start }) => {
    const server = await start.server(ACCOUNTS);
    const { headers } = await arrive(server, 'alice', 'owner');
    const made = await call(server, createKey, { headers, body: ADMIN_KEY });
    const asked = { headers: toHeaders(made.body.secret), body: { name: 'x', scopes: ['admin'] } };
    expect((await callRefused(server, createKey, asked)).body).toMatchObject({
      code: 'scope_needed',
      detail: expect.stringContaining('No API key may do this'),
    });
  });

  base('makes others without accounts', async ({ server }) => {
    const { headers } = await makeKey(server, 'admin');
    expect(await call(server, createKey, { headers, body: ADMIN_KEY })).toMatchObject({ status: 201 });
  });
});

describe('the cookie of the admin token', () => {
  it('brings back and hands out backups for ten minutes, and then once the token was given again', async ({
    later: { server, clock, bob },
  }) => {
    const params = { id: (await call(server, makeBackup, { headers: BY_TOKEN })).body.id };
    const opened = await call(server, openAdminSession, { headers: BY_TOKEN });
    const headers = { cookie: cookieOf(opened.headers) };
    const path = fillPath(downloadBackup, params);
    expect(opened.body.fresh_until).toBe(new Date(clock.now() + TEN_MINUTES_MS).toISOString());
    expect((await send(server, { path, headers })).status).toBe(200);
    clock.jump(TEN_MINUTES_MS);
    expect((await call(server, readAdminSession, { headers })).body).toEqual(opened.body);
    expect(JSON.parse((await send(server, { path, headers })).text)).toMatchObject({
      status: 403,
      code: 'recent_sign_in_needed',
      detail: expect.stringContaining('the admin token once more'),
    });
    for (const [endpoint, options] of [
      [restoreBackup, { params }],
      [removePerson, { params: idOf(bob), body: { reason: 'spam' } }],
    ] as const)
      expect((await callRefused(server, endpoint, { headers, ...options })).body.code).toBe(
        'recent_sign_in_needed',
      );
    expect((await send(server, { path, headers: BY_TOKEN })).status, 'the token itself').toBe(200);
    const again = await call(server, openAdminSession, { headers: BY_TOKEN });
    expect((await send(server, { path, headers: { cookie: cookieOf(again.headers) } })).status).toBe(200);
  });

  base('does so without end where there are no accounts', async ({ start }) => {
    const clock = startClock();
    const server = await start.server({}, { clock });
    const { id } = (await call(server, makeBackup, { headers: BY_TOKEN })).body;
    const opened = await call(server, openAdminSession, { headers: BY_TOKEN });
    expect(opened.body.fresh_until).toBeNull();
    clock.jump(TEN_MINUTES_MS);
    const headers = { cookie: cookieOf(opened.headers) };
    expect((await send(server, { path: fillPath(downloadBackup, { id }), headers })).status).toBe(200);
  });
});
