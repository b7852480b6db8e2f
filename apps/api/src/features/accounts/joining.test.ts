import {
  askForRecovery,
  changeMe,
  createKey,
  createMyKey,
  join,
  listPeople,
  listSessions,
  lookAtLink,
  makeRecoveryLink,
  readSession,
  recover,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import {
  ACCOUNTS,
  BY_TOKEN,
  invite,
  joinBy,
  PASSWORD,
  signInAs,
  startWithOwner,
  tokenOf,
} from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const UNKNOWN = 'x'.repeat(43);

async function makeInvite({ app: { people } }: TestServer, maxUses = 1): Promise<string> {
  const link = {
    kind: 'invite',
    role: 'member',
    created_by: 'alice',
    goodForMs: 3_600_000,
    maxUses,
  } as const;
  return (await people.writing(() => people.links.create(link))).token;
}

const asking = (token: string, name: string, email: string | null = null) => ({
  body: { token, name, email, password: PASSWORD },
});

const withMail = (port: number) => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  ALERT_EMAIL_TO: 'ops@example.org',
});

/** The tokens that were mailed, in order. */
function linksIn({ mails }: MailServer): string[] {
  return mails.map(({ raw }) => /join#([\w-]{43})/.exec(raw.replaceAll('=\r\n', ''))?.[1] ?? '');
}

describe('the link of the first start', { timeout: 90_000 }, () => {
  it('makes the owner, once, and then never again', async ({ start }) => {
    const server = await start.server(ACCOUNTS);
    const first = await server.app.accounts.prepareSetUp();
    const url = (await server.app.accounts.prepareSetUp()) ?? '';
    expect(url).toBe(`http://localhost:${new URL(server.url).port}/join#${tokenOf(url)}`);
    expect((await call(server, readSession)).body.needs_owner).toBe(true);
    const older = await callRefused(server, lookAtLink, { body: { token: tokenOf(first ?? '') } });
    expect(older.body.code, 'the one before').toBe('link_ended');
    expect((await call(server, lookAtLink, { body: { token: tokenOf(url) } })).body).toMatchObject({
      kind: 'set_up',
      role: 'owner',
      name: null,
      invited_by: null,
    });
    expect((await joinBy(server, url, 'alice')).me.role).toBe('owner');
    const again = await callRefused(server, join, asking(tokenOf(url), 'bob'));
    expect(again.body.code).toBe('link_ended');
    expect(await server.app.accounts.prepareSetUp()).toBeNull();
    expect((await call(server, readSession)).body.needs_owner).toBe(false);
  });

  it('is good for a day', async ({ start }) => {
    const clock = createClock();
    const server = await start.server(ACCOUNTS, { clock });
    const url = (await server.app.accounts.prepareSetUp()) ?? '';
    clock.jump(24 * 3_600_000);
    expect((await callRefused(server, join, asking(tokenOf(url), 'alice'))).body.code).toBe('link_ended');
  });
});

describe('an invite', () => {
  it('lets in as many as it says, however many come at once', { timeout: 60_000 }, async ({ start }) => {
    const { server } = await startWithOwner(start);
    const token = await makeInvite(server, 2);
    const names = ['bob', 'carol', 'dave', 'erin'];
    const bodies = names.map((name) => ({ token, name, password: PASSWORD }));
    const statuses = await Promise.all(
      bodies.map(async (body) => {
        const { status } = await fetch(`${server.url}/api/join`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return status;
      }),
    );
    expect(statuses.toSorted()).toEqual([201, 201, 410, 410]);
    expect(server.app.people.list()).toHaveLength(3);
  });

  it.for(['alice', 'ALICE', 'al1ce', 'a.lice', '\u0430lice', 'Anonymous', 'adm1n token', 'Server'])(
    'gives nobody the name %s',
    async (name, { start }) => {
      const { server } = await startWithOwner(start);
      const body = { token: await makeInvite(server), name, password: PASSWORD };
      const { body: problem } = await callRefused(server, join, { body });
      expect(['name_taken', 'validation_failed']).toContain(problem.code);
    },
  );

  it('gives nobody the mail address of another', async ({ start }) => {
    const { server } = await startWithOwner(start);
    const { body } = await callRefused(
      server,
      join,
      asking(await makeInvite(server), 'bob', 'ALICE@example.org'),
    );
    expect(body.code).toBe('email_taken');
  });

  it('is good for its time', async ({ start }) => {
    const clock = createClock();
    const { server } = await startWithOwner(start, {}, { clock });
    const token = await makeInvite(server);
    clock.jump(3_599_999);
    expect((await call(server, lookAtLink, { body: { token } })).body.kind).toBe('invite');
    clock.jump(1);
    expect((await callRefused(server, lookAtLink, { body: { token } })).body.code).toBe('link_ended');
    expect((await callRefused(server, join, asking(token, 'bob'))).body.code).toBe('link_ended');
  });

  it.for(['bob@example.org', 'bob@home', '@bob', 'bob\uff20example.org'])(
    'gives nobody the name %s, which looks like a mail address',
    async (name, { start }) => {
      const { server, owner } = await startWithOwner(start);
      const refused = [
        await callRefused(server, join, asking(await makeInvite(server), name)),
        await callRefused(server, changeMe, { headers: owner.headers, body: { name } }),
        await callRefused(server, createMyKey, { headers: owner.headers, body: { name, scopes: ['write'] } }),
        await callRefused(server, createKey, { headers: owner.headers, body: { name, scopes: ['write'] } }),
      ];
      const said = { path: 'name', message: expect.stringContaining('no @') };
      for (const { body } of refused)
        expect(body).toMatchObject({ code: 'validation_failed', errors: [said] });
    },
  );

  it('recovers nobody, and a recovery lets nobody in', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const body = { token: await makeInvite(server), password: PASSWORD };
    expect((await callRefused(server, recover, { body })).body.code).toBe('link_ended');
    const made = await call(server, makeRecoveryLink, {
      headers: owner.headers,
      params: { id: owner.me.id },
    });
    const recovery = await callRefused(server, join, asking(tokenOf(made.body.url), 'bob'));
    expect(recovery.body.code).toBe('link_ended');
    expect((await callRefused(server, lookAtLink, { body: { token: UNKNOWN } })).body.code).toBe(
      'link_ended',
    );
  });
});

describe('a link for a new password', { timeout: 90_000 }, () => {
  it('ends every session, is good once, and signs in', async ({ start }) => {
    const { server, owner } = await startWithOwner(start);
    const bob = await invite(server, 'bob');
    const made = await call(server, makeRecoveryLink, { headers: owner.headers, params: { id: bob.me.id } });
    const body = { token: tokenOf(made.body.url), password: 'another good password' };
    expect((await call(server, lookAtLink, { body: { token: body.token } })).body).toMatchObject({
      kind: 'recovery',
      name: 'bob',
    });
    expect((await call(server, recover, { body })).body.me.name).toBe('bob');
    expect((await callRefused(server, recover, { body })).body.code).toBe('link_ended');
    expect((await callRefused(server, listPeople, { headers: bob.headers })).status).toBe(401);
    expect((await signInAs(server, 'bob', 'another good password')).me.id).toBe(bob.me.id);
  });

  it('is told of to that person, with who made it and whether it was used', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const bob = await invite(server, 'bob');
    const make = async (headers: Readonly<Record<string, string>>) =>
      (await call(server, makeRecoveryLink, { headers, params: { id: bob.me.id } })).body.url;
    const token = tokenOf(await make(owner.headers));
    await call(server, recover, { body: { token, password: PASSWORD } });
    clock.jump(60_000);
    await make(BY_TOKEN);
    const { headers } = await signInAs(server, 'bob');
    const told = async () => (await call(server, listSessions, { headers })).body.recoveries;
    const made_at = expect.any(String);
    expect(await told()).toEqual([
      { made_at, made_by: 'admin token', is_used: false },
      { made_at, made_by: 'alice', is_used: true },
    ]);
    const { body } = await call(server, listSessions, { headers: owner.headers });
    expect(body.recoveries, 'of others').toEqual([]);
    clock.jump(90 * 86_400_000 - 30_000);
    const later = await signInAs(server, 'bob');
    expect((await call(server, listSessions, { headers: later.headers })).body.recoveries).toHaveLength(1);
  });

  it('is good for an hour', async ({ start }) => {
    const clock = createClock();
    const { server, owner } = await startWithOwner(start, {}, { clock });
    const bob = await invite(server, 'bob');
    const made = await call(server, makeRecoveryLink, { headers: owner.headers, params: { id: bob.me.id } });
    const token = tokenOf(made.body.url);
    clock.jump(3_599_999);
    expect((await call(server, lookAtLink, { body: { token } })).body.name).toBe('bob');
    clock.jump(1);
    expect((await callRefused(server, lookAtLink, { body: { token } })).body.code).toBe('link_ended');
    const body = { token, password: 'another good password' };
    expect((await callRefused(server, recover, { body })).body.code).toBe('link_ended');
    expect((await signInAs(server, 'bob')).me.name, 'the old password holds').toBe('bob');
  });

  it('that an admin has made outlives what a stranger has mailed, which ends with the address', async ({
    start,
  }) => {
    const mail = await startMailServer();
    try {
      const { server, owner } = await startWithOwner(start, withMail(mail.port));
      const bob = await invite(server, 'bob');
      const made = await call(server, makeRecoveryLink, {
        headers: owner.headers,
        params: { id: bob.me.id },
      });
      await call(server, askForRecovery, { body: { email: 'bob@example.org' } });
      await expect.poll(() => mail.mails.length, { timeout: 10_000 }).toBe(1);
      const [mailed = ''] = linksIn(mail);
      const byAdmin = tokenOf(made.body.url);
      for (const token of [byAdmin, mailed])
        expect((await call(server, lookAtLink, { body: { token } })).body.name).toBe('bob');
      await call(server, changeMe, { headers: bob.headers, body: { email: 'bob@example.com' } });
      const ended = await callRefused(server, lookAtLink, { body: { token: mailed } });
      expect(ended.body.code, 'whoever reads the old mailbox').toBe('link_ended');
      expect((await call(server, lookAtLink, { body: { token: byAdmin } })).body.name).toBe('bob');
    } finally {
      await mail.close();
    }
  });

  it('is mailed to whoever has the address, with the same answer for everyone', async ({ start }) => {
    const mail = await startMailServer();
    const { server } = await startWithOwner(start, withMail(mail.port));
    const ask = (email: string) => call(server, askForRecovery, { body: { email } });
    try {
      expect((await call(server, readSession)).body.ways.recovery_mail).toBe(true);
      const answers = [await ask('nobody@example.org')];
      for (let count = 0; count < 5; count++) answers.push(await ask('alice@example.org'));
      expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
        answers.map(() => ({ status: 202, body: undefined })),
      );
      await expect.poll(() => mail.mails.length, { timeout: 10_000 }).toBe(3);
      expect(mail.mails.map(({ to }) => to)).toEqual(Array(3).fill(['alice@example.org']));
      const bodies = linksIn(mail).map((token) => ({ token, password: 'another good password' }));
      const statuses = [];
      for (const body of bodies) {
        const answer = await fetch(`${server.url}/api/recover`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        statuses.push(answer.status);
      }
      expect(statuses.toSorted(), 'the last one alone is good').toEqual([201, 410, 410]);
    } finally {
      await mail.close();
    }
  });

  it('is not sent where there is no mail server, and one that fails brings nothing down', async ({
    start,
  }) => {
    const { server } = await startWithOwner(start);
    const body = { email: 'alice@example.org' };
    expect((await callRefused(server, askForRecovery, { body })).body.code).toBe('mail_off');
    const mail = await startMailServer();
    await mail.close();
    const other = await startWithOwner(start, withMail(mail.port));
    expect((await call(other.server, askForRecovery, { body })).status).toBe(202);
    expect((await call(other.server, readSession)).status).toBe(200);
  });
});
