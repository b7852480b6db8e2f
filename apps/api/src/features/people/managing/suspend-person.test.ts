import {
  createInvite,
  createKey,
  join,
  listInvites,
  listKeys,
  listManagedPeople,
  listMessages,
  makeRecoveryLink,
  recover,
  reinstatePerson,
  removePerson,
  signIn,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, PASSWORD, signInAs, tokenOf } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { toHeaders } from '../../../../test/make-key.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { arrive, idOf, it } from '../../../../test/team-test.ts';

const reason = 'sold the key of the office';

describe('somebody who is suspended', () => {
  it('is out at once, with every bot, link and invite of theirs', async ({
    team: { server, owner, admin },
  }) => {
    const as = (headers: { readonly cookie: string }) => ({ headers });
    const key = await call(server, createKey, {
      ...as(admin.headers),
      body: { name: 'a bot', scopes: ['read'] },
    });
    await call(server, createInvite, { ...as(admin.headers), body: {} });
    const link = await call(server, makeRecoveryLink, { ...as(owner.headers), params: idOf(admin) });
    const suspended = await call(server, suspendPerson, {
      ...as(owner.headers),
      params: idOf(admin),
      body: { reason },
    });
    expect(suspended.body).toMatchObject({
      state: 'suspended',
      suspend_reason: reason,
      sessions: 0,
      messages_hidden: false,
    });
    expect((await callRefused(server, listMessages, as(admin.headers))).body.code).toBe('sign_in_needed');
    const bot = { headers: toHeaders(key.body.secret) };
    expect((await callRefused(server, listMessages, bot)).body.code).toBe('key_refused');
    expect((await call(server, listKeys, as(owner.headers))).body.keys).toMatchObject([
      { name: 'a bot', owner: 'adam', status: 'revoked' },
    ]);
    const invites = (await call(server, listInvites, as(owner.headers))).body.invites;
    expect(invites.filter(({ created_by }) => created_by === 'adam')).toMatchObject([{ status: 'revoked' }]);
    const recovery = { body: { token: tokenOf(link.body.url), password: 'a password of some length' } };
    expect((await callRefused(server, recover, recovery)).body.code).toBe('link_ended');
    const back = { body: { name: 'adam', password: PASSWORD } };
    expect((await callRefused(server, signIn, back)).body.code).toBe('account_suspended');
  });

  it('comes in again once they are reinstated', async ({ team: { server, admin, bob } }) => {
    const asked = { headers: admin.headers, params: idOf(bob) };
    await call(server, suspendPerson, { ...asked, body: { reason } });
    for (let count = 0; count < 2; count++)
      expect((await call(server, reinstatePerson, asked)).body).toMatchObject({
        state: 'active',
        suspend_reason: null,
      });
    expect((await signInAs(server, 'bob')).me.name).toBe('bob');
    expect((await auditOf(server, 'person.')).map(({ action }) => action)).toEqual([
      'person.suspended',
      'person.reinstated',
    ]);
  });

  it('is so once, but the reason can be another', async ({ team: { server, admin, bob } }) => {
    const suspend = (why: string) =>
      call(server, suspendPerson, { headers: admin.headers, params: idOf(bob), body: { reason: why } });
    for (const why of [reason, reason, 'worse']) await suspend(why);
    expect(await auditOf(server, 'person.')).toEqual(
      [reason, 'worse'].map((why) => ({
        actor: 'adam',
        action: 'person.suspended',
        target: 'bob',
        details: { reason: why, messages: 'keep' },
      })),
    );
  });

  it('is not oneself, not the last owner, and for an admin nobody above', async ({
    team: { server, owner, admin },
  }) => {
    const asks = [
      [owner.headers, owner, 'not_yourself'],
      [BY_TOKEN, owner, 'last_owner'],
      [admin.headers, owner, 'rank_too_low'],
      [admin.headers, admin, 'rank_too_low'],
    ] as const;
    for (const [headers, whom, code] of asks)
      for (const endpoint of [suspendPerson, removePerson]) {
        const asked = { headers, params: idOf(whom), body: { reason } };
        expect((await callRefused(server, endpoint, asked)).body.code).toBe(code);
      }
    expect(await auditOf(server, 'person.')).toEqual([]);
  });

  it('leaves an owner who is active', async ({ team: { server, owner, admin } }) => {
    const promote = { headers: BY_TOKEN, params: idOf(admin) };
    await call(server, suspendPerson, { ...promote, body: { reason } });
    const second = await arrive(server, 'olga', 'owner');
    await call(server, suspendPerson, { headers: BY_TOKEN, params: idOf(owner), body: { reason } });
    const last = { headers: BY_TOKEN, params: idOf(second), body: { reason } };
    expect((await callRefused(server, suspendPerson, last)).body.code).toBe('last_owner');
  });
});

describe('somebody who is removed', () => {
  it('leaves nothing but the name, which stays taken', async ({ team: { server, owner, bob } }) => {
    const removed = await call(server, removePerson, {
      headers: owner.headers,
      params: idOf(bob),
      body: { reason },
    });
    expect(removed.body).toMatchObject({
      state: 'removed',
      suspend_reason: reason,
      email: null,
      has_password: false,
      sessions: 0,
    });
    expect((await callRefused(server, listMessages, { headers: bob.headers })).body.code).toBe(
      'sign_in_needed',
    );
    const row = await server.database.kysely
      .selectFrom('people')
      .select(['password_hash', 'email', 'github_id', 'github_login'])
      .where('id', '=', bob.me.id)
      .executeTakeFirst();
    expect(row).toEqual({ password_hash: null, email: null, github_id: null, github_login: null });
    const invited = await call(server, createInvite, { headers: owner.headers, body: {} });
    const again = { token: tokenOf(invited.body.url), name: 'B0b', password: PASSWORD };
    expect((await callRefused(server, join, { body: again })).body.code).toBe('name_taken');
    const { body } = await call(server, listManagedPeople, { headers: owner.headers });
    expect(body.people.map(({ name }) => name)).toContain('bob');
  });

  it('stays out, and is not managed any more', async ({ team: { server, owner, bob } }) => {
    const asked = { headers: owner.headers, params: idOf(bob) };
    for (let count = 0; count < 2; count++) await call(server, removePerson, { ...asked, body: { reason } });
    expect(await auditOf(server, 'person.')).toHaveLength(1);
    const asks = [
      [reinstatePerson, undefined],
      [suspendPerson, { reason }],
      [makeRecoveryLink, undefined],
    ] as const;
    for (const [endpoint, body] of asks)
      expect((await callRefused(server, endpoint, { ...asked, body })).body).toMatchObject({
        code: 'person_not_found',
        detail: 'There is no way back for bob, who was removed.',
      });
  });
});
