import {
  listChanges,
  listMessages,
  mutePerson,
  postMessage,
  readSession,
  reinstatePerson,
  suspendPerson,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN } from '../../../../test/accounts-test.ts';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { auditOf } from '../../../../test/read-audit.ts';
import { it as base } from '../../../../test/server-test.ts';
import { arrive, idOf, it } from '../../../../test/team-test.ts';

const reason = 'too loud';

describe('somebody who is muted', () => {
  base('reads, but does not write until it is over', async ({ start }) => {
    const clock = createClock();
    const server = await start.server(ACCOUNTS, { clock });
    const owner = await arrive(server, 'alice', 'owner');
    const bob = await arrive(server, 'bob');
    const asked = { headers: owner.headers, params: idOf(bob), body: { minutes: 30, reason } };
    expect((await call(server, mutePerson, asked)).body).toMatchObject({
      muted_until: '2026-11-20T12:30:00.000Z',
      mute_reason: reason,
      state: 'active',
    });
    const write = { headers: bob.headers, body: { content: 'hello' } };
    expect((await callRefused(server, postMessage, write)).body).toMatchObject({
      code: 'muted',
      detail: expect.stringContaining(reason),
    });
    expect(await call(server, listMessages, { headers: bob.headers })).toMatchObject({ status: 200 });
    clock.jump(30 * 60_000);
    expect(await call(server, postMessage, write)).toMatchObject({ status: 201 });
    await call(server, mutePerson, { ...asked, body: { minutes: 0, reason } });
    expect(await auditOf(server, 'person.'), 'what is over is not ended once more').toHaveLength(1);
  });

  it('may write again when an admin says so', async ({ team: { server, admin, bob } }) => {
    const say = (minutes: number) =>
      call(server, mutePerson, { headers: admin.headers, params: idOf(bob), body: { minutes, reason } });
    await say(0);
    await say(5);
    expect((await say(0)).body).toMatchObject({ muted_until: null, mute_reason: null });
    const write = { headers: bob.headers, body: { content: 'hello' } };
    expect(await call(server, postMessage, write)).toMatchObject({ status: 201 });
    expect((await auditOf(server, 'person.')).map(({ action, actor }) => `${actor}: ${action}`)).toEqual([
      'adam: person.muted',
      'adam: person.unmuted',
    ]);
  });

  it('keeps the reason for which they are suspended', async ({ team: { server, owner, bob } }) => {
    const asked = { headers: owner.headers, params: idOf(bob) };
    await call(server, suspendPerson, { ...asked, body: { reason: 'spam' } });
    for (const minutes of [5, 0])
      expect((await call(server, mutePerson, { ...asked, body: { minutes, reason } })).body).toMatchObject({
        suspend_reason: 'spam',
        mute_reason: minutes === 0 ? null : reason,
      });
  });

  it('stays so, and why, where they were suspended and are let in again', async ({ team }) => {
    const { server, owner, bob } = team;
    const asked = { headers: owner.headers, params: idOf(bob) };
    await call(server, mutePerson, { ...asked, body: { minutes: 5, reason } });
    await call(server, suspendPerson, { ...asked, body: { reason: 'spam' } });
    const { body } = await call(server, reinstatePerson, asked);
    expect(body).toMatchObject({ mute_reason: reason, suspend_reason: null });
    expect(body.muted_until).not.toBeNull();
  });

  it('learns why, and at the next poll that there is something to learn', async ({ team }) => {
    const { server, admin, bob } = team;
    const { headers } = bob;
    const standing = async () => (await call(server, listChanges, { headers })).body?.standing;
    const before = await standing();
    const asked = { headers: admin.headers, params: idOf(bob) };
    await call(server, mutePerson, { ...asked, body: { minutes: 5, reason } });
    expect(await standing()).not.toBe(before);
    const session = await call(server, readSession, { headers });
    expect(session.body.signed_in?.me.mute_reason).toBe(reason);
    await call(server, mutePerson, { ...asked, body: { minutes: 0, reason } });
    expect(await standing()).toBe(before);
  });

  it('is nobody by themselves, and no owner by an admin', async ({ team: { server, owner, admin } }) => {
    const body = { minutes: 5, reason };
    const asks = [
      [owner, owner, 'not_yourself'],
      [admin, owner, 'rank_too_low'],
      [admin, admin, 'rank_too_low'],
    ] as const;
    for (const [who, whom, code] of asks) {
      const asked = { headers: who.headers, params: idOf(whom), body };
      expect((await callRefused(server, mutePerson, asked)).body.code).toBe(code);
    }
    const byToken = { headers: BY_TOKEN, params: idOf(owner), body };
    expect(await call(server, mutePerson, byToken)).toMatchObject({ status: 200 });
    expect(await auditOf(server, 'person.muted')).toMatchObject([{ actor: 'admin token', target: 'alice' }]);
  });
});
