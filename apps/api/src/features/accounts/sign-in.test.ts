import {
  changeMe,
  changePassword,
  confirmSignIn,
  readSession,
  signIn,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { cookieOf, invite, PASSWORD, signInAs, startWithOwner } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const tryAs = (name: string, password = 'not the password') => ({ body: { name, password } });

/** Each password that is tried costs a core a tenth of a second, and a busy machine much more. */
const PATIENT = { timeout: 90_000 };

describe('whoever tries a password', PATIENT, () => {
  it('learns nothing of who has an account: the same answer for the same work', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const suspending = { headers: owner.headers, params: { id: bob.me.id }, body: { reason: 'spam' } };
    await call(server, suspendPerson, suspending);
    const { passwords } = server.app.people;
    const answers: unknown[] = [];
    for (const name of ['alice', 'alice@example.org', 'nobody', 'nobody@example.org', 'bob']) {
      const before = passwords.hashed;
      const { status, body } = await callRefused(server, signIn, tryAs(name));
      answers.push({ status, body, hashed: passwords.hashed - before });
    }
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'sign_in_refused' }, hashed: 1 });
    const { body } = await callRefused(server, signIn, tryAs('bob', PASSWORD));
    expect(body).toMatchObject({
      code: 'account_suspended',
      detail: 'Your account is suspended until an admin lets you in again. The reason: “spam”.',
    });
  });

  it('is held up by address, before anything is hashed', async ({ start }) => {
    const { server } = await startWithOwner(start, { RATE_LIMIT_MAX_SIGN_INS: '3' });
    const { passwords } = server.app.people;
    for (let count = 0; count < 3; count++) await callRefused(server, signIn, tryAs(`nobody ${count}`));
    const before = passwords.hashed;
    const { status } = await callRefused(server, signIn, tryAs('nobody'));
    expect({ status, hashed: passwords.hashed - before }).toEqual({ status: 429, hashed: 0 });
  });

  it('is held up by name, from however many addresses, for a quarter of an hour', async ({ start }) => {
    const clock = createClock();
    const { server } = await startWithOwner(start, { RATE_LIMIT_MAX_SIGN_INS: '3' }, { clock });
    const statusFrom = async (from: string, name: string, password?: string) =>
      (await callRefused(server, signIn, { ...tryAs(name, password), from })).status;
    for (const name of ['alice', 'nobody']) {
      for (let count = 2; count < 5; count++)
        expect(await statusFrom(`127.0.${name.length}.${count}`, name)).toBe(401);
      expect(await statusFrom('127.0.0.9', name, PASSWORD), 'even the right one').toBe(429);
    }
    await clock.pass(15 * 60_000);
    expect((await signInAs(server, 'alice')).me.name).toBe('alice');
  });

  it('sees from no limit whose a name or an address is', async ({ start }) => {
    const clock = createClock();
    const { server } = await startWithOwner(start, { RATE_LIMIT_MAX_SIGN_INS: '3' }, { clock });
    await invite(server, 'wanda');
    let network = 0;
    const triesAs = async (who: string) => {
      network += 1;
      const typed = [0, 1, 2, 3, 4].map((host) => [`127.7.${network}.${host + 1}`, `${who}@example.org`]);
      typed.push([`127.7.${network}.6`, `${who.toUpperCase()}@Example.org`]);
      typed.push([`127.7.${network}.7`, `${who.replace('a', '\u0430')}@example.org`]);
      typed.push([`127.7.${network}.8`, who]);
      const answers: unknown[] = [];
      for (const [from, name = ''] of typed) {
        const before = server.app.people.passwords.hashed;
        const { status, body } = await callRefused(server, signIn, { ...tryAs(name), from: from ?? '' });
        answers.push({ status, body, hashed: server.app.people.passwords.hashed - before });
      }
      return answers;
    };
    const known = await triesAs('wanda');
    expect(known).toEqual(await triesAs('nadia'));
    const statuses = known.map((answer) => (answer as { status: number }).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429, 429, 429, 401]);
    expect((await signInAs(server, 'Wanda')).me.name, 'the name is another way').toBe('wanda');
  });

  it('is let in by an address where the name was tried too often', async ({ start }) => {
    const clock = createClock();
    const { server } = await startWithOwner(start, { RATE_LIMIT_MAX_SIGN_INS: '3' }, { clock });
    for (let host = 1; host < 4; host++)
      await callRefused(server, signIn, { ...tryAs('alice'), from: `127.8.0.${host}` });
    expect((await callRefused(server, signIn, tryAs('al1ce', PASSWORD))).status).toBe(429);
    expect((await signInAs(server, 'Alice@example.org')).me.name).toBe('alice');
  });

  it('means an address by what holds an @, and no name of the same letters', async ({ start }) => {
    const { server } = await startWithOwner(start);
    await invite(server, 'bobexample');
    expect((await callRefused(server, signIn, tryAs('bob@example', PASSWORD))).status).toBe(401);
    expect((await signInAs(server, 'bob-example')).me.name).toBe('bobexample');
  });

  it('is whoever has had a name with an @ since before, and nobody who gives it as an address', async ({
    start,
  }) => {
    const { server } = await startWithOwner(start);
    const bob = await invite(server, 'bob@example.org');
    const mallory = await invite(server, 'mallory');
    const { people } = server.app;
    const taking = { headers: mallory.headers, body: { email: 'bob@example.org' } };
    expect((await callRefused(server, changeMe, taking)).body.code).toBe('email_taken');
    const before = people.find(mallory.me.id);
    if (before !== undefined) await people.writing(() => people.update(before, { email: 'bob@example.org' }));
    expect((await signInAs(server, 'bob@example.org')).me.id).toBe(bob.me.id);
    const own = { headers: bob.headers, body: { email: 'bob@example.org' } };
    expect((await callRefused(server, changeMe, own)).body.code, 'it is Mallory’s').toBe('email_taken');
    expect((await call(server, changeMe, { headers: bob.headers, body: { time_zone: 'UTC' } })).status).toBe(
      200,
    );
  });

  it('cannot hurry: those under way count as wrong ones, and two are hashed at a time', async ({ start }) => {
    const { server } = await startWithOwner(start, { RATE_LIMIT_MAX_SIGN_INS: '3' });
    const { passwords } = server.app.people;
    const before = passwords.hashed;
    const tries = Array.from({ length: 6 }, (_, count) =>
      callRefused(server, signIn, { ...tryAs('alice'), from: `127.0.1.${count + 1}` }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    expect(passwords.hashed - before).toBe(3);
    expect(passwords.most).toBe(2);
  });

  it('signs in with the same characters however they are typed', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const password = 'pa\u0308ssword, \ufb01ne';
    const changing = { headers: owner.headers, body: { current: PASSWORD, password } };
    await call(server, changePassword, changing);
    const name = '\uff21lice';
    expect((await signInAs(server, name, 'p\u00e4ssword, fine')).me.name).toBe('alice');
  });
});

describe('strangers who use up the tries of a name', PATIENT, () => {
  const FEW = { RATE_LIMIT_MAX_SIGN_INS: '3' };

  it('lock nobody out of a browser in which they have signed in before', async ({ start }) => {
    const { server, owner } = await startWithOwner(start, FEW);
    const known = await deviceOf(server, 'alice', '127.0.2.1');
    await useUp(server, 'alice');
    expect(await statusFrom(server, { from: '127.0.2.2' }), 'another browser').toBe(429);
    for (const from of ['127.0.2.3', '127.0.2.4'])
      expect(await statusFrom(server, { from, cookie: known }), 'from anywhere').toBe(201);
    const body = { password: PASSWORD };
    expect((await call(server, confirmSignIn, { headers: owner.headers, body })).status).toBe(200);
  });

  it('are held up by name and by mail address, each apart, and by names that look the same', async ({
    start,
  }) => {
    const { server } = await startWithOwner(start, FEW);
    await useUp(server, 'alice');
    expect(await statusFrom(server, { from: '127.0.3.1', name: '\u0430lice' })).toBe(429);
    await useUp(server, 'alice@example.org');
    expect(await statusFrom(server, { from: '127.0.3.2', name: 'Alice@example.org' })).toBe(429);
  });

  it('gain nothing by a browser that is known for somebody else, by a forged one, or by an old password', async ({
    start,
  }) => {
    const { server } = await startWithOwner(start, FEW);
    await invite(server, 'bob');
    const bobs = await deviceOf(server, 'bob', '127.0.4.1');
    const { headers } = await signInFrom(server, '127.0.4.2');
    const old = deviceIn(cookieOf(headers));
    const changing = {
      headers: { cookie: cookieOf(headers) },
      body: { current: PASSWORD, password: 'quite another one' },
    };
    const changed = await call(server, changePassword, changing);
    await useUp(server, 'alice');
    const forged = [
      bobs,
      old,
      `${old}x`,
      'bookchat_device=x',
      'bookchat_device=.',
      `bookchat_device=a.${'\u00e4'.repeat(43)}`,
    ];
    for (const [index, cookie] of forged.entries())
      expect(await statusFrom(server, { from: `127.0.5.${index + 1}`, cookie: encodeURI(cookie) })).toBe(429);
    const present = {
      from: '127.0.4.3',
      cookie: deviceIn(cookieOf(changed.headers)),
      password: 'quite another one',
    };
    expect(await statusFrom(server, present), 'the one in which it was changed').toBe(201);
  });

  it('in a known browser use up its tries, and no others', async ({ start }) => {
    const { server } = await startWithOwner(start, FEW);
    const stolen = await deviceOf(server, 'alice', '127.0.6.1');
    for (const last of [2, 3, 4])
      expect(await statusFrom(server, { from: `127.0.6.${last}`, cookie: stolen, password: 'a guess' })).toBe(
        401,
      );
    expect(await statusFrom(server, { from: '127.0.6.5', cookie: stolen })).toBe(429);
    expect(await statusFrom(server, { from: '127.0.6.6' }), 'any other browser').toBe(201);
  });
});

describe('a known browser', PATIENT, () => {
  it('is known by a cookie that goes along where passwords are tried alone', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const set = (await signInFrom(server, '127.0.7.1')).headers['set-cookie'] ?? [];
    expect(set.find((cookie) => cookie.startsWith('bookchat_device='))).toMatch(
      /^bookchat_device=[\w-]{22}\.[\w-]{43}; Max-Age=31536000; Path=\/api\/session; HttpOnly; SameSite=Strict$/,
    );
  });

  it('is one of TLS where the server is', async ({ start }) => {
    const { server } = await startWithOwner(start, { PUBLIC_URL: 'https://chat.example.org' });
    const headers = { host: 'chat.example.org' };
    const { headers: got } = await call(server, signIn, { headers, ...tryAs('alice', PASSWORD) });
    expect(got['set-cookie']?.join()).toMatch(/__Secure-bookchat_device=[^,]*; Secure/);
  });
});

describe('the open mode', () => {
  it('has no accounts, and says so', async ({ server }) => {
    expect((await call(server, readSession)).body).toEqual({
      mode: 'open',
      needs_owner: false,
      ways: { passkeys: false, github: null, recovery_mail: false },
      signed_in: null,
    });
    expect((await callRefused(server, signIn, tryAs('alice'))).body.code).toBe('accounts_off');
    expect(await server.app.accounts.prepareSetUp()).toBeNull();
  });
});

interface Try {
  readonly from: string;
  readonly name?: string;
  readonly password?: string;
  readonly cookie?: string;
}

async function statusFrom(
  server: TestServer,
  { from, name = 'alice', password = PASSWORD, cookie = '' }: Try,
) {
  const { status } = await send(server, {
    method: 'POST',
    path: signIn.path,
    from,
    headers: cookie === '' ? {} : { cookie },
    body: { name, password },
  });
  return status;
}

/** From three addresses, so that no address is held up. */
async function useUp(server: TestServer, name: string): Promise<void> {
  for (const last of [1, 2, 3])
    expect(
      await statusFrom(server, { from: `127.1.${name.length}.${last}`, name, password: 'a guess' }),
    ).toBe(401);
}

function signInFrom(server: TestServer, from: string, name = 'alice') {
  return call(server, signIn, { ...tryAs(name, PASSWORD), from });
}

async function deviceOf(server: TestServer, name: string, from: string): Promise<string> {
  return deviceIn(cookieOf((await signInFrom(server, from, name)).headers));
}

function deviceIn(cookies: string): string {
  return cookies.split('; ').find((cookie) => cookie.startsWith('bookchat_device=')) ?? '';
}
