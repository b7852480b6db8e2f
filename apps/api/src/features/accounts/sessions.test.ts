import {
  closeAdminSession,
  confirmSignIn,
  downloadBackup,
  endSession,
  listChanges,
  listMessages,
  listPeople,
  listSessions,
  makeBackup,
  postMessage,
  readSession,
  signIn,
  signOut,
  signOutEverywhere,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import {
  BY_TOKEN,
  cookieOf,
  invite,
  PASSWORD,
  signInAs,
  startWithOwner,
} from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';

describe('a server with accounts', { timeout: 90_000 }, () => {
  it('answers nobody before they sign in, and whoever has', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    expect(owner.me).toMatchObject({ name: 'alice', role: 'owner', has_password: true });
    for (const endpoint of [listMessages, listChanges, listPeople]) {
      expect((await callRefused(server, endpoint)).body.code).toBe('sign_in_needed');
      expect((await callRefused(server, endpoint, { headers: BY_TOKEN })).body.code).toBe('sign_in_needed');
      expect((await call(server, endpoint, { headers: bob.headers })).status).toBe(200);
    }
    const { body } = await call(server, listPeople, { headers: bob.headers });
    expect(body.people.map(({ name, role }) => [name, role])).toEqual([
      ['alice', 'owner'],
      ['bob', 'member'],
    ]);
  });

  it('answers an idle poll to nobody who is not signed in', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const first = await call(server, listChanges, { headers: owner.headers });
    const path = `/api/changes?since=${first.body?.cursor}`;
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect((await send(server, { path, headers: { ...headers, ...owner.headers } })).status).toBe(304);
    expect((await send(server, { path, headers })).status).toBe(401);
  });

  it('has people write under their own name', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const { body } = await call(server, postMessage, { body: { content: 'hello' }, headers: owner.headers });
    expect(body).toMatchObject({ author: 'alice', author_id: owner.me.id });
    const forged = { body: { content: 'hello', author: 'bob' }, headers: owner.headers };
    expect((await callRefused(server, postMessage, forged)).body.code).toBe('validation_failed');
  });

  it('lets nobody in any more who has signed out', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const again = await signInAs(server, 'alice@example.org');
    const out = await call(server, signOut, { headers: again.headers });
    expect(cookieOf(out.headers)).toBe('bookchat_session=');
    expect((await callRefused(server, listPeople, { headers: again.headers })).status).toBe(401);
    expect((await call(server, readSession, { headers: owner.headers })).body.signed_in?.me.name).toBe(
      'alice',
    );
    expect((await call(server, signIn, { body: { name: 'ALICE', password: PASSWORD } })).status).toBe(201);
  });
});

describe('signing out', () => {
  it('is held up by no number of tries to sign in', async ({ start }) => {
    const { server, owner } = await startWithOwner(start, { RATE_LIMIT_MAX_SIGN_INS: '1' });
    const tries = { body: { name: 'nobody', password: 'wrong' } };
    const { headers } = owner;
    expect((await callRefused(server, signIn, tries)).status).toBe(401);
    expect((await callRefused(server, signIn, tries)).status).toBe(429);
    expect((await callRefused(server, confirmSignIn, { headers, body: { password: PASSWORD } })).status).toBe(
      429,
    );
    for (let count = 0; count < 3; count++)
      expect((await call(server, signOut, { headers })).status).toBe(204);
    expect((await call(server, closeAdminSession)).status).toBe(204);
    expect((await callRefused(server, listPeople, { headers })).status).toBe(401);
  });
});

const DAY_MS = 86_400_000;

describe('a session', { timeout: 90_000 }, () => {
  it('is in a cookie that scripts and other sites cannot use', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const { headers } = await call(server, signIn, { body: { name: 'alice', password: PASSWORD } });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^bookchat_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^bookchat_device=/),
    ]);
  });

  it('over https goes over https alone, to no other name', async ({ start }) => {
    const { server } = await startWithOwner(start, { PUBLIC_URL: 'https://chat.example.org' });
    const { headers } = await call(server, signIn, { body: { name: 'alice', password: PASSWORD } });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-bookchat_session=[\w-]{43}; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(/^__Secure-bookchat_device=.*; HttpOnly; Secure; SameSite=Strict$/),
    ]);
  });

  it('is a new one at each sign-in, whatever the browser brings along', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const planted = { cookie: `bookchat_session=${'x'.repeat(43)}` };
    const body = { name: 'alice', password: PASSWORD };
    const first = await call(server, signIn, { body, headers: planted });
    expect(cookieOf(first.headers)).not.toBe(planted.cookie);
    const second = await call(server, signIn, { body, headers: owner.headers });
    expect(cookieOf(second.headers)).not.toBe(owner.headers.cookie);
    for (const headers of [planted, owner.headers])
      expect((await callRefused(server, listPeople, { headers })).body.code).toBe('sign_in_needed');
  });

  it('ends when nobody has used it for fourteen days', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    clock.jump(13 * DAY_MS);
    expect((await call(server, listPeople, { headers: owner.headers })).status).toBe(200);
    clock.jump(14 * DAY_MS);
    expect((await callRefused(server, listPeople, { headers: owner.headers })).status).toBe(401);
  });

  it('ends after ninety days, however much it is used', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    for (let day = 0; day < 81; day += 9) {
      expect((await call(server, listPeople, { headers: owner.headers })).status).toBe(200);
      clock.jump(9 * DAY_MS);
    }
    expect((await call(server, listPeople, { headers: owner.headers })).status).toBe(200);
    clock.jump(9 * DAY_MS);
    expect((await callRefused(server, listPeople, { headers: owner.headers })).status).toBe(401);
  });

  it('outlives the server, and of its secret nothing is kept there', async ({ start, folder }) => {
    const { server, owner } = await startWithOwner(start, { DATA_DIR: folder });
    const secret = owner.headers.cookie.split('=')[1] ?? '';
    const rows = server.database.prepareRead((db) => db.selectFrom('sessions').selectAll()).all({});
    expect(JSON.stringify(rows)).not.toContain(secret);
    await server.close();
    const again = await start.server({ DATA_DIR: folder, AUTH_MODE: 'accounts' });
    expect((await call(again, readSession, { headers: owner.headers })).body).toMatchObject({
      needs_owner: false,
      signed_in: { me: { name: 'alice' } },
    });
  });

  it('is fresh for ten minutes, and again once it is confirmed', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const { body } = await call(server, makeBackup, { headers: owner.headers });
    const download = { headers: owner.headers, params: { id: body.id } };
    clock.jump(10 * 60_000);
    expect((await callRefused(server, downloadBackup, download)).body.code).toBe('recent_sign_in_needed');
    const wrong = { headers: owner.headers, body: { password: 'wrong' } };
    expect((await callRefused(server, confirmSignIn, wrong)).body.code).toBe('sign_in_refused');
    const right = { headers: owner.headers, body: { password: PASSWORD } };
    const confirmed = await call(server, confirmSignIn, right);
    expect(confirmed.body.session.fresh_until).toBe(new Date(clock.now() + 600_000).toISOString());
    const path = `/api/system/backups/${body.id}/download`;
    const anew = { cookie: cookieOf(confirmed.headers) };
    expect((await send(server, { path, headers: anew })).status).toBe(200);
    expect((await send(server, { path, headers: owner.headers })).status, 'whoever copied it is out').toBe(
      401,
    );
    const { sessions } = (await call(server, listSessions, { headers: anew })).body;
    expect(sessions).toMatchObject([{ is_current: true }]);
  });

  it('is listed with its browser and its last use to the minute, and ended by itself', async ({ start }) => {
    const clock = createClock('2026-11-20T12:00:05.000Z');
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const signed = await call(server, signIn, {
      body: { name: 'alice', password: PASSWORD },
      headers: { 'user-agent': agent },
    });
    const firefox = { cookie: cookieOf(signed.headers) };
    await clock.pass(90_000);
    const { sessions } = (await call(server, listSessions, { headers: firefox })).body;
    expect(sessions).toMatchObject([
      { device: 'Firefox on Linux', is_current: true, last_used_at: '2026-11-20T12:01:00.000Z' },
      { device: 'A program', is_current: false, last_used_at: '2026-11-20T12:00:05.000Z' },
    ]);
    await call(server, endSession, { headers: firefox, params: { id: sessions[1]?.id ?? '' } });
    await call(server, endSession, { headers: firefox, params: { id: 'nobodys' } });
    expect((await callRefused(server, listPeople, { headers: owner.headers })).status).toBe(401);
    const last = await call(server, endSession, { headers: firefox, params: { id: sessions[0]?.id ?? '' } });
    expect(cookieOf(last.headers)).toBe('bookchat_session=');
    expect((await callRefused(server, listPeople, { headers: firefox })).status).toBe(401);
  });

  it('writes down once a minute at most when it was used', async ({ start }) => {
    const clock = createClock('2026-11-20T12:00:00.000Z');
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const stored = () =>
      server.database.prepareRead((db) => db.selectFrom('people').select('last_seen_at')).all({});
    await clock.pass(60_000);
    await call(server, listPeople, { headers: owner.headers });
    await clock.pass(60_000);
    await expect.poll(stored).toEqual([{ last_seen_at: '2026-11-20T12:01:00.000Z' }]);
  });

  it('ends everywhere with all others of the same person, and of nobody else', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const elsewhere = await signInAs(server, 'bob');
    await call(server, signOutEverywhere, { headers: bob.headers });
    for (const { headers } of [bob, elsewhere])
      expect((await callRefused(server, listPeople, { headers })).status).toBe(401);
    expect((await call(server, listPeople, { headers: owner.headers })).status).toBe(200);
  });

  it('makes room for the fifty-first of one person', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const { people } = server.app;
    await people.writing(() => {
      for (let count = 0; count < 50; count++) people.sessions.open(owner.me.id, 'A program');
    });
    expect(people.sessions.listOf(owner.me.id)).toHaveLength(50);
  });
});

describe('the page of another site', () => {
  it('neither signs anybody in here nor out, nor writes in their name', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const headers = { ...owner.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const writes = [
      [signIn, { name: 'alice', password: PASSWORD }],
      [signOutEverywhere, undefined],
      [postMessage, { content: 'buy' }],
    ] as const;
    for (const [endpoint, body] of writes)
      expect((await callRefused(server, endpoint, { headers, body })).body.code).toBe('origin_not_allowed');
    expect((await call(server, listPeople, { headers: owner.headers })).status).toBe(200);
  });
});

describe('a failed transaction', () => {
  it('changes nobody, in memory neither', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const { people } = server.app;
    const alice = people.find(owner.me.id);
    const failing = people.writing(() => {
      if (alice !== undefined) people.update(alice, { name: 'mallory' });
      people.sessions.endAllOf(owner.me.id);
      throw new Error('the disk is gone');
    });
    await expect(failing).rejects.toThrow();
    expect((await call(server, readSession, { headers: owner.headers })).body.signed_in?.me.name).toBe(
      'alice',
    );
  });
});
