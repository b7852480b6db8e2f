import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  createMyKey,
  finishPasskeySignIn,
  listMessages,
  listPasskeys,
  listPeople,
  readSession,
  recover,
  removePasskey,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { invite, PASSWORD, startWithOwner, tokenOf } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { toHeaders } from '../../../test/make-key.ts';
import {
  addOne,
  addRefused,
  begin,
  deviceFor,
  onLocalhost,
  signInBy,
  signInRefusedBy,
} from '../../../test/passkeys-test.ts';
import { auditOf } from '../../../test/read-audit.ts';
import { it } from '../../../test/server-test.ts';

const HOUR_MS = 3_600_000;

describe('a passkey', () => {
  it('signs in whom it belongs to, and nobody is named before', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const [hers, his] = [deviceFor(server), deviceFor(server)];
    await addOne(server, { device: hers, by: owner });
    await addOne(server, { device: his, by: bob });
    expect((await signInBy(server, his)).body.me.name).toBe('bob');
    const { body, cookie } = await signInBy(server, hers);
    expect(body.me.name).toBe('alice');
    const session = await call(server, readSession, { headers: { cookie } });
    expect(session.body.signed_in?.me.name).toBe('alice');
  });

  it('is asked for as a whole proof: kept on the device, and opened by finger, face or PIN', async ({
    start,
  }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server);
    const { id } = await addOne(server, { device, by: owner });
    const { options } = await begin(server, beginPasskey, owner.headers);
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'BookChat' },
      user: { id: Buffer.from(owner.me.id).toString('base64url'), name: 'alice' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id, transports: ['internal', 'hybrid'] }],
    });
    expect((await begin(server, beginPasskeySignIn)).options).toMatchObject({
      rpId: 'localhost',
      userVerification: 'required',
    });
  });

  it('is listed with its name and its last use, and removed', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const device = deviceFor(server);
    const first = await addOne(server, { device: deviceFor(server), by: owner, name: ' Old phone ' });
    await clock.pass(1_000);
    const second = await addOne(server, { device, by: owner, name: 'Key ring' });
    const { headers } = owner;
    await signInBy(server, device);
    expect((await call(server, listPasskeys, { headers })).body.passkeys).toEqual([
      { ...second, last_used_at: '2026-11-20T12:00:01.000Z' },
      { id: first.id, name: 'Old phone', created_at: '2026-11-20T12:00:00.000Z', last_used_at: null },
    ]);
    await call(server, removePasskey, { headers, params: { id: second.id } });
    expect((await call(server, listPasskeys, { headers })).body.passkeys).toEqual([first]);
    expect(await signInRefusedBy(server, device)).toMatchObject({ code: 'sign_in_refused' });
    const again = await callRefused(server, removePasskey, { headers, params: { id: second.id } });
    expect(again.body.code).toBe('passkey_not_found');
  });

  it('makes the session fresh again of whoever is signed in', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const device = deviceFor(server);
    await addOne(server, { device, by: owner });
    await clock.pass(HOUR_MS);
    const { headers } = owner;
    const stale = await callRefused(server, beginPasskey, {
      headers: { ...headers, ...onLocalhost(server) },
    });
    expect(stale.body.code).toBe('recent_sign_in_needed');
    const { body, cookie } = await signInBy(server, device, headers);
    expect(body.session.fresh_until).toBe('2026-11-20T13:10:00.000Z');
    expect((await callRefused(server, listPeople, { headers })).status, 'by another secret').toBe(401);
    await addOne(server, { device: deviceFor(server), by: { ...owner, headers: { cookie } } });
  });

  it('signs in its owner where somebody else was signed in', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const device = deviceFor(server);
    await addOne(server, { device, by: bob });
    const { body } = await signInBy(server, device, owner.headers);
    expect(body.me.name).toBe('bob');
    const before = await call(server, readSession, { headers: owner.headers });
    expect(before.body.signed_in, 'alice is signed out of this browser').toBeNull();
  });

  it('may count nothing, as those that are kept in several devices do', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server, { counts: false });
    await addOne(server, { device, by: owner });
    await signInBy(server, device);
    expect((await signInBy(server, device)).body.me.name).toBe('alice');
  });
});

describe('a sign-in is refused', () => {
  it.for([
    ['from the page of another site', { origin: 'https://chat.example.com' }],
    ['for another site', { rpId: 'chat.example.com' }],
    ['with an answer to another question', { challenge: 'c29tZXRoaW5nIGVsc2U' }],
    ['without finger, face or PIN', { isUnverified: true }],
    ['of another kind', { type: 'webauthn.create' }],
    ['in the name of somebody else', { userHandle: Buffer.from('bob').toString('base64url') }],
  ] as const)('%s', async ([, twist], { start }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server);
    await addOne(server, { device, by: owner });
    expect(await signInRefusedBy(server, device, twist)).toMatchObject({ code: 'sign_in_refused' });
    expect((await signInBy(server, device)).body.me.name).toBe('alice');
  });

  it('by the key of another passkey', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server);
    const other = await addOne(server, { device, by: owner });
    await addOne(server, { device, by: owner });
    expect(await signInRefusedBy(server, device, { signedBy: other.id })).toMatchObject({
      code: 'sign_in_refused',
    });
  });

  it('where the count has gone back, as with a copied key', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server);
    await addOne(server, { device, by: owner });
    await signInBy(server, device);
    await signInBy(server, device);
    expect(await signInRefusedBy(server, device, { counter: 2 })).toMatchObject({ code: 'sign_in_refused' });
    expect(await signInRefusedBy(server, device, { counter: 0 })).toMatchObject({ code: 'sign_in_refused' });
    await signInBy(server, device);
  });

  it('the second time, for the same answer', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server, { counts: false });
    await addOne(server, { device, by: owner });
    const { options, headers } = await begin(server, beginPasskeySignIn);
    const body = { response: device.get(options) };
    await call(server, finishPasskeySignIn, { headers, body });
    expect((await callRefused(server, finishPasskeySignIn, { headers, body })).body.code).toBe(
      'sign_in_refused',
    );
  });

  it('in another browser than the one that began, and after five minutes', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const device = deviceFor(server);
    await addOne(server, { device, by: owner });
    const begun = await begin(server, beginPasskeySignIn);
    const body = { response: device.get(begun.options) };
    const { cookie: _, ...elsewhere } = begun.headers;
    const there = await callRefused(server, finishPasskeySignIn, { headers: elsewhere, body });
    expect(there.body.code).toBe('sign_in_refused');
    await clock.pass(300_000);
    const late = await callRefused(server, finishPasskeySignIn, { headers: begun.headers, body });
    expect(late.body.code).toBe('sign_in_refused');
  });

  it.for([
    ['what is no answer at all', {}],
    ['an id that is no text', { id: 5 }],
    ['an id that nobody has', { id: 'AAAA', response: { userHandle: 'AAAA' } }],
  ] as const)('for %s', async ([, response], { start }) => {
    const { server } = await startWithOwner(start);
    const { headers } = await begin(server, beginPasskeySignIn);
    const refused = await callRefused(server, finishPasskeySignIn, { headers, body: { response } });
    expect(refused.body).toMatchObject({ code: 'sign_in_refused' });
  });

  it('for somebody who is suspended, who is told why', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const device = deviceFor(server);
    await addOne(server, { device, by: bob });
    const key = { name: 'harvester', scopes: ['read' as const] };
    const bot = await call(server, createMyKey, { headers: bob.headers, body: key });
    const asBot = { headers: toHeaders(bot.body.secret) };
    expect((await call(server, listMessages, asBot)).status).toBe(200);
    const { people } = server.app;
    const row = people.find(bob.me.id);
    if (row === undefined) throw new Error('bob is gone');
    await people.writing(() => people.update(row, { state: 'suspended', suspend_reason: 'Spam.' }));
    expect(await signInRefusedBy(server, device)).toMatchObject({
      code: 'account_suspended',
      detail: expect.stringContaining('The reason: “Spam”.'),
    });
  });
});

describe('a new passkey is refused', () => {
  it.for([
    ['from the page of another site', { origin: 'https://chat.example.com' }],
    ['for another site', { rpId: 'chat.example.com' }],
    ['with an answer to another question', { challenge: 'c29tZXRoaW5nIGVsc2U' }],
    ['without finger, face or PIN', { isUnverified: true }],
  ] as const)('%s', async ([, twist], { start }) => {
    const { server, owner } = await startWithOwner(start);
    expect(await addRefused(server, { device: deviceFor(server), by: owner, twist })).toMatchObject({
      code: 'passkey_refused',
    });
  });

  it('where somebody else began', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const { options, headers } = await begin(server, beginPasskey, owner.headers);
    const begun = headers.cookie.split('; ').find((cookie) => cookie.includes('passkey'));
    const response = deviceFor(server).create(options);
    const refused = await callRefused(server, addPasskey, {
      headers: { ...headers, cookie: `${bob.headers.cookie}; ${begun}` },
      body: { name: 'Laptop', response },
    });
    expect(refused.body.code).toBe('passkey_refused');
  });

  it('where it is known already, for whomever', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const { id } = await addOne(server, { device: deviceFor(server), by: owner });
    const bob = await invite(server, 'bob');
    const refused = await addRefused(server, { device: deviceFor(server), by: bob, twist: { id } });
    expect(refused).toMatchObject({ code: 'passkey_refused', detail: expect.stringContaining('known here') });
  });

  it('beyond twenty', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const late = await begin(server, beginPasskey, owner.headers);
    for (let count = 0; count < 20; count++) await addOne(server, { device: deviceFor(server), by: owner });
    const headers = { ...owner.headers, ...onLocalhost(server) };
    expect((await callRefused(server, beginPasskey, { headers })).body.detail).toContain(
      'You have 20 passkeys',
    );
    const body = { name: 'One more', response: deviceFor(server).create(late.options) };
    const refused = await callRefused(server, addPasskey, { headers: late.headers, body });
    expect(refused.body.code).toBe('passkey_refused');
  });

  it('without a sign-in of the last ten minutes, and without any', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    expect((await callRefused(server, beginPasskey)).body.code).toBe('sign_in_needed');
    await clock.pass(600_000);
    for (const [endpoint, options] of [
      [beginPasskey, {}],
      [addPasskey, { body: { name: 'Laptop', response: {} } }],
      [removePasskey, { params: { id: 'AAAA' } }],
    ] as const) {
      const refused = await callRefused(server, endpoint, { ...options, headers: owner.headers });
      expect(refused.body.code).toBe('recent_sign_in_needed');
    }
  });
});

describe('where browsers have no passkeys', () => {
  it('says so, and offers none', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    expect((await call(server, readSession)).body.ways.passkeys, 'at 127.0.0.1').toBe(false);
    const local = await call(server, readSession, { headers: onLocalhost(server) });
    expect(local.body.ways.passkeys).toBe(true);
    for (const [endpoint, options] of [
      [beginPasskeySignIn, {}],
      [beginPasskey, {}],
      [addPasskey, { body: { name: 'Laptop', response: {} } }],
    ] as const) {
      const refused = await callRefused(server, endpoint, { ...options, headers: owner.headers });
      expect(refused.body).toMatchObject({
        code: 'passkey_refused',
        detail: expect.stringContaining('Browsers have no passkeys for this address'),
      });
    }
    const refused = await callRefused(server, finishPasskeySignIn, { body: { response: {} } });
    expect(refused.body.code).toBe('sign_in_refused');
  });

  it('has none of it without accounts', async ({ server }) => {
    const headers = onLocalhost(server);
    const refused = await callRefused(server, beginPasskeySignIn, { headers });
    expect(refused.body.code).toBe('accounts_off');
  });
});

describe('the last way in', () => {
  it('stays', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const device = deviceFor(server);
    const { id } = await addOne(server, { device, by: owner });
    const { people } = server.app;
    const row = people.find(owner.me.id);
    if (row === undefined) throw new Error('alice is gone');
    await people.writing(() => people.update(row, { password_hash: null, github_id: '7' }));
    const { headers } = owner;
    const refused = await callRefused(server, removePasskey, { headers, params: { id } });
    expect(refused.body.code, 'GitHub opens nothing here').toBe('last_way_in');
    await addOne(server, { device: deviceFor(server), by: owner });
    await call(server, removePasskey, { headers, params: { id } });
  });
});

describe('a recovered account', () => {
  it('has no passkey and no key any more, as a thief may have added them', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const device = deviceFor(server);
    await addOne(server, { device, by: bob });
    const { people } = server.app;
    const key = { name: 'harvester', scopes: ['read' as const] };
    const bot = await call(server, createMyKey, { headers: bob.headers, body: key });
    const asBot = { headers: toHeaders(bot.body.secret) };
    expect((await call(server, listMessages, asBot)).status).toBe(200);
    const link = { kind: 'recovery', role: 'member', personId: bob.me.id, created_by: null } as const;
    const { token } = await people.writing(() => people.links.create({ ...link, goodForMs: HOUR_MS }));
    const body = { token: tokenOf(people.linkUrl(token)), password: `${PASSWORD}!` };
    await call(server, recover, { body });
    expect(await signInRefusedBy(server, device)).toMatchObject({ code: 'sign_in_refused' });
    expect((await callRefused(server, listMessages, asBot)).body.code).toBe('key_refused');
    expect(await auditOf(server, 'key.')).toMatchObject([
      { actor: 'bob', action: 'key.revoked', target: 'harvester', details: { by: 'recovery' } },
    ]);
  });
});
