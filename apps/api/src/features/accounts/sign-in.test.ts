import { changePassword, readSession, signIn, suspendPerson } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { invite, PASSWORD, signInAs, startWithOwner } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { it } from '../../../test/server-test.ts';

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
    expect(body).toMatchObject({ code: 'sign_in_refused', detail: expect.stringContaining('suspended') });
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
