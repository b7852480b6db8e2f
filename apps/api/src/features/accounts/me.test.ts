import {
  changeMe,
  changePassword,
  deleteMe,
  downloadMyData,
  join,
  listPeople,
  mutePerson,
  postMessage,
  readSession,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import {
  BY_TOKEN,
  cookieOf,
  invite,
  joinBy,
  PASSWORD,
  signInAs,
  startWithOwner,
  tokenOf,
} from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { makeKey } from '../../../test/make-key.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';

const DAY_MS = 86_400_000;
const NEW = 'another good password';

describe('one’s own account', { timeout: 90_000 }, () => {
  it('takes another name, and nobody else gets the one before', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const { headers } = owner;
    expect((await call(server, changeMe, { headers, body: { name: 'Alicia' } })).body.name).toBe('Alicia');
    expect((await call(server, changeMe, { headers, body: {} })).body.name).toBe('Alicia');
    const { people } = server.app;
    const { token } = await people.writing(() =>
      people.links.create({ kind: 'invite', role: 'member', created_by: null, goodForMs: 60_000 }),
    );
    const asBob = { body: { token, name: 'A1ice', password: PASSWORD } };
    expect((await callRefused(server, join, asBob)).body.code).toBe('name_taken');
    await joinBy(server, people.linkUrl(token), 'bob');
    for (const name of ['bob', 'Anonymous'])
      expect((await callRefused(server, changeMe, { headers, body: { name } })).body.code).toBe('name_taken');
    expect((await call(server, changeMe, { headers, body: { name: 'alice' } })).body.name).toBe('alice');
  });

  it('takes another name three times in thirty days', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const { headers } = owner;
    const first = new Date(clock.now());
    for (const name of ['bella', 'celia', 'bella']) {
      await call(server, changeMe, { headers, body: { name } });
      clock.jump(DAY_MS);
    }
    const again = new Date(first.getTime() + 30 * DAY_MS).toISOString();
    const refused = await callRefused(server, changeMe, { headers, body: { name: 'dora' } });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'too_many_renames', detail: expect.stringContaining(`again from ${again} on`) },
    });
    expect((await call(server, changeMe, { headers, body: { name: 'bella' } })).body.name).toBe('bella');
    for (let weeks = 0; weeks < 3; weeks++) {
      clock.jump(9 * DAY_MS);
      await call(server, readSession, { headers });
    }
    expect((await call(server, changeMe, { headers, body: { name: 'dora' } })).body.name).toBe('dora');
  });

  it('keeps its name while it is muted', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const { me, headers } = await invite(server, 'bob');
    const mute = { minutes: 5, reason: 'too loud' };
    await call(server, mutePerson, { headers: BY_TOKEN, params: { id: me.id }, body: mute });
    const refused = await callRefused(server, changeMe, { headers, body: { name: 'robert' } });
    expect(refused.body.code).toBe('muted');
  });

  it('takes another mail address while the sign-in is fresh', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const bob = await invite(server, 'bob');
    const { headers } = owner;
    const taken = { headers, body: { email: bob.me.email } };
    expect((await callRefused(server, changeMe, taken)).body.code).toBe('email_taken');
    expect((await call(server, changeMe, { headers, body: { email: null } })).body.email).toBeNull();
    clock.jump(600_000);
    const late = { headers, body: { email: 'alice@example.com' } };
    expect((await callRefused(server, changeMe, late)).body.code).toBe('recent_sign_in_needed');
  });

  it('takes another password for the one before, and signs out everywhere else', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const elsewhere = await signInAs(server, 'alice');
    const change = (current: string | null) => ({ headers: owner.headers, body: { current, password: NEW } });
    for (const current of ['wrong', null])
      expect((await callRefused(server, changePassword, change(current))).body.code).toBe('sign_in_refused');
    const changed = await call(server, changePassword, change(PASSWORD));
    expect(changed.body.has_password).toBe(true);
    // Nor does the secret from before let in whoever has copied it from this browser.
    for (const { headers } of [elsewhere, owner])
      expect((await callRefused(server, listPeople, { headers })).status).toBe(401);
    const anew = { cookie: cookieOf(changed.headers) };
    expect((await call(server, listPeople, { headers: anew })).status).toBe(200);
    expect((await signInAs(server, 'alice', NEW)).me.name).toBe('alice');
  });

  it('without a password takes one while the sign-in is fresh', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const { people } = server.app;
    const forget = () =>
      people.writing(() => {
        const alice = people.find(owner.me.id);
        if (alice !== undefined) people.update(alice, { password_hash: null });
      });
    await forget();
    const change = { headers: owner.headers, body: { password: NEW } };
    const changed = await call(server, changePassword, change);
    expect(changed.body.has_password).toBe(true);
    await forget();
    clock.jump(600_000);
    const late = { ...change, headers: { cookie: cookieOf(changed.headers) } };
    expect((await callRefused(server, changePassword, late)).body.code).toBe('recent_sign_in_needed');
  });

  it('is nothing that a program with a key has', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const { headers } = await makeKey(server, 'read');
    expect((await callRefused(server, changeMe, { headers, body: {} })).body.code).toBe('sign_in_needed');
  });

  it('is handed out as a file, with all that was written and no secret', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const { headers } = owner;
    const contents = ['one', 'two', 'three'];
    for (const content of contents) await call(server, postMessage, { headers, body: { content } });
    const { headers: answered, text } = await send(server, { path: downloadMyData.path, headers });
    expect(answered['content-disposition']).toContain('attachment');
    expect(JSON.parse(text)).toMatchObject({
      account: { name: 'alice', email: 'alice@example.org' },
      sessions: [{ is_current: true }],
      messages: contents.map((content) => ({ content, author: 'alice' })),
    });
    expect(text).not.toMatch(/password_hash|secret_hash|scrypt/);
  });

  it('can be deleted, but for that of the last owner', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const body = { messages: 'keep' } as const;
    expect((await callRefused(server, deleteMe, { headers: owner.headers, body })).body.code).toBe(
      'last_owner',
    );
    expect((await call(server, deleteMe, { headers: bob.headers, body })).status).toBe(204);
    expect((await callRefused(server, listPeople, { headers: bob.headers })).status).toBe(401);
    const { people } = (await call(server, listPeople, { headers: owner.headers })).body;
    expect(people.map(({ name }) => name)).toEqual(['alice']);
    const link = server.app.people.writing(() =>
      server.app.people.links.create({ kind: 'invite', role: 'member', created_by: null, goodForMs: 60_000 }),
    );
    const again = { token: (await link).token, name: 'b0b', password: PASSWORD };
    expect((await callRefused(server, join, { body: again })).body.code).toBe('name_taken');
    expect(tokenOf(server.app.people.linkUrl(again.token))).toBe(again.token);
  });
});
