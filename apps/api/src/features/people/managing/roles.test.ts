import {
  changeRole,
  createInvite,
  createKey,
  listInvites,
  listManagedPeople,
  makeRecoveryLink,
  recover,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, signInAs, tokenOf } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { toHeaders } from '../../../../test/make-key.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { it as base } from '../../../../test/server-test.ts';
import { arrive, idOf, it } from '../../../../test/team-test.ts';

describe('the list of people for admins', () => {
  it('shows everyone by name, with what only admins see', async ({ team: { server, admin, bob } }) => {
    const { body } = await call(server, listManagedPeople, { headers: admin.headers });
    expect(body.people.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'adam admin',
      'alice owner',
      'bob member',
      'gus guest',
    ]);
    expect(body.people.find(({ id }) => id === bob.me.id)).toMatchObject({
      email: 'bob@example.org',
      has_password: true,
      mute_reason: null,
      suspend_reason: null,
      messages_hidden: false,
      passkeys: 0,
      sessions: 1,
    });
  });

  it('counts passkeys', async ({ team: { server, owner, bob } }) => {
    await server.database.kysely
      .insertInto('passkeys')
      .values({
        id: 'a',
        person_id: bob.me.id,
        name: 'laptop',
        public_key: '',
        counter: 0,
        transports: '',
        created_at: '',
        last_used_at: null,
      })
      .execute();
    const { body } = await call(server, listManagedPeople, { headers: owner.headers });
    expect(body.people.map(({ name, passkeys }) => [name, passkeys])).toEqual([
      ['adam', 0],
      ['alice', 0],
      ['bob', 1],
      ['gus', 0],
    ]);
  });

  it('is for admins alone', async ({ team: { server, bob } }) => {
    expect((await callRefused(server, listManagedPeople, { headers: bob.headers })).body.code).toBe(
      'role_needed',
    );
    expect((await callRefused(server, listManagedPeople)).body.code).toBe('sign_in_needed');
  });

  base('is none where there are no accounts', async ({ server }) => {
    expect((await callRefused(server, listManagedPeople, { headers: BY_TOKEN })).body.code).toBe(
      'accounts_off',
    );
  });
});

describe('a role', () => {
  it('is given by an owner, counts at once, and is noted', async ({ team: { server, owner, bob } }) => {
    const asked = { headers: owner.headers, params: idOf(bob), body: { role: 'admin' as const } };
    expect((await call(server, changeRole, asked)).body).toMatchObject({ name: 'bob', role: 'admin' });
    expect(await call(server, listManagedPeople, { headers: bob.headers })).toMatchObject({ status: 200 });
    await call(server, changeRole, asked);
    expect(await auditOf(server, 'person.role')).toEqual([
      {
        actor: 'alice',
        action: 'person.role_changed',
        target: 'bob',
        details: { from: 'member', to: 'admin' },
      },
    ]);
  });

  it('of a member or a guest may be changed by an admin, but not to their own or a higher one', async ({
    team: { server, admin, bob, guest },
  }) => {
    const give = (id: { id: string }, role: string) => ({
      headers: admin.headers,
      params: id,
      body: { role },
    });
    expect((await call(server, changeRole, give(idOf(guest), 'member') as never)).status).toBe(200);
    expect((await call(server, changeRole, give(idOf(bob), 'guest') as never)).status).toBe(200);
    for (const role of ['admin', 'owner'])
      expect((await callRefused(server, changeRole, give(idOf(bob), role))).body).toMatchObject({
        code: 'rank_too_low',
        detail: 'Only an owner makes owners and admins.',
      });
  });

  it('of an admin or an owner is changed by no admin', async ({ team: { server, owner, admin } }) => {
    for (const whom of [owner, admin]) {
      const asked = { headers: admin.headers, params: idOf(whom), body: { role: 'member' } };
      expect((await callRefused(server, changeRole, asked)).body.code).toBe('rank_too_low');
    }
  });

  it('is kept by the last owner, also against the admin token', async ({
    team: { server, owner, admin },
  }) => {
    const asked = { params: idOf(owner), body: { role: 'member' as const } };
    for (const headers of [owner.headers, BY_TOKEN])
      expect((await callRefused(server, changeRole, { ...asked, headers })).body.code).toBe('last_owner');
    await call(server, changeRole, { headers: BY_TOKEN, params: idOf(admin), body: { role: 'owner' } });
    expect((await call(server, changeRole, { ...asked, headers: owner.headers })).body.role).toBe('member');
  });

  it('is given by no program, not even an owner’s', async ({ team: { server, owner, bob } }) => {
    for (const [name, by] of [
      ['her program', owner.headers],
      ['a program', BY_TOKEN],
    ] as const) {
      const body = { name, scopes: ['admin' as const] };
      const { secret } = (await call(server, createKey, { headers: by, body })).body;
      const asked = { headers: toHeaders(secret), params: idOf(bob) };
      for (const role of ['admin', 'guest'])
        expect((await callRefused(server, changeRole, { ...asked, body: { role } })).body).toMatchObject({
          code: 'scope_needed',
          detail: expect.stringContaining('No API key may do this'),
        });
    }
  });

  it('taken from an admin ends the invites that they made, and no other', async ({
    team: { server, owner, admin },
  }) => {
    for (const { headers } of [admin, owner]) await call(server, createInvite, { headers, body: {} });
    await call(server, changeRole, { headers: owner.headers, params: idOf(admin), body: { role: 'member' } });
    const { body } = await call(server, listInvites, { headers: owner.headers });
    const made = body.invites.filter(({ created_by, uses }) => created_by !== null && uses === 0);
    expect(made.map(({ created_by, status }) => [created_by, status])).toEqual([
      ['alice', 'open'],
      ['adam', 'revoked'],
    ]);
  });

  it('is given to nobody who is not there', async ({ team: { server, owner } }) => {
    const params = { id: '01931e2f-0000-7000-8000-000000000000' };
    const asked = { headers: owner.headers, params, body: { role: 'guest' } };
    expect((await callRefused(server, changeRole, asked)).body.code).toBe('person_not_found');
  });
});

describe('a link for a new password', () => {
  it('lets that person choose one, and ends the link from before', async ({
    team: { server, admin, bob },
  }) => {
    const make = () => call(server, makeRecoveryLink, { headers: admin.headers, params: idOf(bob) });
    const first = await make();
    const second = await make();
    expect(second.status).toBe(201);
    const password = 'another horse, another staple';
    const use = ({ url }: { url: string }) => ({ body: { token: tokenOf(url), password } });
    expect((await callRefused(server, recover, use(first.body))).body.code).toBe('link_ended');
    expect((await call(server, recover, use(second.body))).body.me.name).toBe('bob');
    await signInAs(server, 'bob', password);
    expect(await auditOf(server, 'person.recovery_link')).toHaveLength(2);
  });

  it('is made by an admin for nobody of their rank', async ({ team: { server, owner, admin } }) => {
    const asked = { headers: admin.headers, params: idOf(owner) };
    expect((await callRefused(server, makeRecoveryLink, asked)).body.code).toBe('rank_too_low');
    const other = await arrive(server, 'other', 'admin');
    const ofEqual = { headers: admin.headers, params: idOf(other) };
    expect((await callRefused(server, makeRecoveryLink, ofEqual)).body.code).toBe('rank_too_low');
  });
});
