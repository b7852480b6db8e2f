import { makeBackup, readIdentity, releaseName, takeName } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect, vi } from 'vitest';
import { ACCOUNTS, BY_TOKEN, invite, startWithOwner } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { type Holder, postAs, postAsRefused, take, takeRefused } from '../../../test/identity-test.ts';
import { auditOf } from '../../../test/read-audit.ts';
import { restore } from '../../../test/restore.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { createNameBook } from './name-book.ts';
import { createTakeName } from './take-name.ts';

const DAY_MS = 86_400_000;

describe('a name that somebody has taken', () => {
  it('is written under by them, and by nobody else', async ({ server }) => {
    const alice = await take(server, 'alice');
    const bob = await take(server, 'bob');
    expect((await postAs(server, 'alice', alice)).status).toBe(201);
    expect((await postAs(server, 'bob', bob)).status).toBe(201);
    for (const stranger of [{}, bob, { headers: { cookie: 'bookchat_identity=guessed' } }]) {
      const refusal = await postAsRefused(server, 'alice', stranger);
      expect(refusal).toMatchObject({ code: 'name_taken', status: 409 });
      expect(refusal.detail).toContain('release-name');
    }
  });

  it('is theirs in every spelling, and in none anybody else’s', async ({ server }) => {
    const alice = await take(server, 'Alice Liddell');
    for (const name of ['alice liddell', 'ALICE LIDDELL', 'A1ice Liddell', 'Alice-Liddell']) {
      expect((await takeRefused(server, name)).code).toBe('name_taken');
      expect((await postAsRefused(server, name)).code).toBe('name_taken');
      expect((await postAs(server, name, alice)).status).toBe(201);
    }
  });

  it('can be taken again by them alone, also in another spelling', async ({ server }) => {
    const alice = await take(server, 'alice');
    await take(server, 'Alice', alice);
    expect(await namesOf(server, alice)).toEqual({ name: 'Alice', names: ['Alice'] });
    expect(await takeRefused(server, 'alice')).toMatchObject({ code: 'name_taken', status: 409 });
  });

  it('is answered as before to whoever wrote under it first, and sends that again', async ({ server }) => {
    const id = uuidv7();
    const first = await postAs(server, 'deploy', {}, id);
    await take(server, 'deploy');
    const again = await postAs(server, 'deploy', {}, id);
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body });
    expect((await postAsRefused(server, 'deploy', {}, uuidv7())).code).toBe('name_taken');
    await postAs(server, 'carol', {}, uuidv7());
    const others = await postAs(server, 'carol');
    expect((await postAsRefused(server, 'deploy', {}, others.body.id)).code).toBe('name_taken');
  });

  it('stays taken over a restart', async ({ start, folder }) => {
    const first = await start.server({ DATA_DIR: folder });
    const alice = await take(first, 'alice');
    await postAs(first, 'alice', alice);
    await first.close();
    const second = await start.server({ DATA_DIR: folder });
    expect((await postAsRefused(second, 'alice')).code).toBe('name_taken');
    expect((await postAs(second, 'alice', alice)).status).toBe(201);
  });

  it('stays so over a restore, also where the backup is from before', async ({ server }) => {
    const { body } = await call(server, makeBackup, { headers: BY_TOKEN });
    const alice = await take(server, 'alice');
    await restore(server, { id: body.id });
    expect((await takeRefused(server, 'alice')).code).toBe('name_taken');
    expect(await namesOf(server, alice)).toEqual({ name: 'alice', names: ['alice'] });
  });
});

describe('a name that nobody has taken', () => {
  it('is anybody’s to write under, without a cookie', async ({ server }) => {
    await take(server, 'alice');
    for (const name of ['deploy', 'deploy', 'carol']) expect((await postAs(server, name)).status).toBe(201);
  });

  it('goes to whoever takes it first, whoever has written under it', async ({ server }) => {
    await postAs(server, 'deploy');
    const deploy = await take(server, 'deploy');
    expect((await postAsRefused(server, 'deploy')).code).toBe('name_taken');
    expect((await postAs(server, 'deploy', deploy)).status).toBe(201);
  });

  it.for(['Anonymous', 'An0nymous', 'admin token', 'BookChat'])(
    'is for nobody to take where it is the server’s: %s',
    async (name, { server }) => {
      expect(await takeRefused(server, name)).toMatchObject({ code: 'name_taken' });
      expect((await postAs(server, name)).status).toBe(201);
    },
  );

  it('goes to one of two who want it at the same moment', async ({ server }) => {
    const asking = Array.from({ length: 8 }, () =>
      fetch(`${server.url}/api/identity`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"name":"alice"}',
      }),
    );
    const statuses = (await Promise.all(asking)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  });
});

describe('an identity', () => {
  it('is a cookie that no script sees', async ({ server }) => {
    const { headers } = await call(server, takeName, { body: { name: 'alice' } });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^bookchat_identity=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  it('is bound to the host over HTTPS', async ({ start }) => {
    const server = await start.server({ PUBLIC_URL: 'https://chat.example.org', ALLOW_OPEN_ACCESS: 'yes' });
    const named = { headers: { host: 'chat.example.org' }, body: { name: 'alice' } };
    const { headers } = await call(server, takeName, named);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-bookchat_identity=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  it('is kept as a hash alone', async ({ server }) => {
    const { headers } = await take(server, 'alice');
    const secret = headers.cookie.split('=')[1] ?? '';
    const rows = server.database.prepareRead((db) => db.selectFrom('identity_names').selectAll()).all({});
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('that somebody made up is none: another comes in its place', async ({ server }) => {
    const made = { headers: { cookie: 'bookchat_identity=mine' } };
    const alice = await take(server, 'alice', made);
    expect(alice.headers.cookie).not.toBe('bookchat_identity=mine');
    expect(await namesOf(server, made)).toEqual({ name: null, names: [] });
    expect(await namesOf(server, undefined)).toEqual({ name: null, names: [] });
  });

  it('keeps the names that it had, and goes back to them', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const alice = await take(server, 'alice');
    await clock.pass(1_000);
    expect(await take(server, 'bob', alice)).toEqual(alice);
    expect(await namesOf(server, alice)).toEqual({ name: 'bob', names: ['bob', 'alice'] });
    expect((await postAs(server, 'alice', alice)).status).toBe(201);
    await clock.pass(1_000);
    await take(server, 'alice', alice);
    expect(await namesOf(server, alice)).toEqual({ name: 'alice', names: ['alice', 'bob'] });
    expect((await takeRefused(server, 'bob')).code).toBe('name_taken');
  });

  it('has five names at most; one that it does not use makes room after 30 days', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const holder = await take(server, 'first');
    for (const name of ['second', 'third', 'fourth', 'fifth']) {
      await clock.pass(1_000);
      await take(server, name, holder);
    }
    const refusal = await takeRefused(server, 'sixth', holder);
    expect(refusal).toMatchObject({ code: 'too_many_names', status: 409 });
    expect(refusal.detail).toContain('fifth, fourth, third, second, first');
    await take(server, 'first', holder);
    clock.jump(29 * DAY_MS);
    await postAs(server, 'fifth', holder);
    clock.jump(DAY_MS);
    await take(server, 'sixth', holder);
    expect(await namesOf(server, holder)).toEqual({ name: 'sixth', names: ['sixth', 'fifth'] });
    await take(server, 'second');
  });

  it('keeps its present name as long as a browser the cookie, which each day of writing renews', async ({
    start,
  }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const alice = await take(server, 'alice');
    const bob = await take(server, 'bob');
    expect((await postAs(server, 'alice', alice)).headers['set-cookie']).toHaveLength(1);
    expect((await postAs(server, 'alice', alice)).headers['set-cookie']).toBeUndefined();
    clock.jump(30 * DAY_MS);
    expect(await namesOf(server, bob)).toEqual({ name: null, names: [] });
    await take(server, 'bob');
    const { headers } = await postAs(server, 'alice', alice);
    expect(headers['set-cookie']).toEqual([expect.stringContaining(alice.headers.cookie)]);
    clock.jump(399 * DAY_MS);
    expect((await takeRefused(server, 'alice')).code).toBe('name_taken');
    clock.jump(DAY_MS);
    await take(server, 'alice');
    expect((await postAsRefused(server, 'alice', alice)).code).toBe('name_taken');
  });

  it('is written down once a minute at most, and tried again where that fails', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const alice = await take(server, 'alice');
    await postAs(server, 'alice', alice);
    expect(writtenAt(server)).toBeNull();
    const failing = vi.spyOn(server.database, 'transact').mockRejectedValue(new Error('The disk is away.'));
    await clock.pass(60_000);
    failing.mockRestore();
    expect(writtenAt(server)).toBeNull();
    clock.jump(DAY_MS);
    await postAs(server, 'alice', alice);
    await clock.pass(60_000);
    await vi.waitFor(() => expect(writtenAt(server)).toBe('2026-11-21T12:01:00.000Z'));
  });

  it('has nothing of what could not be written', async ({ server }) => {
    const { transact } = server.database;
    const failing = vi.spyOn(server.database, 'transact').mockImplementation(async (work) => {
      await transact(() => {
        work();
        throw new ProblemError('storage_full', 'The disk is full.');
      });
      return work();
    });
    expect((await takeRefused(server, 'alice')).code).toBe('storage_full');
    failing.mockRestore();
    await take(server, 'alice');
  });

  it('is of the open mode alone', async ({ start }) => {
    const { server, owner } = await startWithOwner(start, { ...ACCOUNTS });
    const member = await invite(server, 'bob');
    const asked = { headers: member.headers };
    expect((await callRefused(server, readIdentity, asked)).body.code).toBe('accounts_on');
    const named = { ...asked, body: { name: 'carol' } };
    expect((await callRefused(server, takeName, named)).body).toMatchObject({
      code: 'accounts_on',
      status: 409,
    });
    const released = { headers: owner.headers, params: { name: 'carol' } };
    expect((await callRefused(server, releaseName, released)).body.code).toBe('accounts_on');
    expect((await callRefused(server, readIdentity)).body.code).toBe('sign_in_needed');
  });

  it('lies idle once there are accounts', async ({ start, folder }) => {
    const open = await start.server({ DATA_DIR: folder });
    await take(open, 'bob');
    await open.close();
    const { server } = await startWithOwner(start, { ...ACCOUNTS, DATA_DIR: folder });
    const bob = await invite(server, 'bob');
    expect((await postAs(server, 'bob', bob)).status).toBe(201);
  });

  it('is none of an account, also once accounts are turned off', async ({ start, folder }) => {
    const { server } = await startWithOwner(start, { ...ACCOUNTS, DATA_DIR: folder });
    await invite(server, 'Mia');
    await server.close();
    const open = await start.server({ DATA_DIR: folder });
    for (const refusal of [await postAsRefused(open, 'm1a'), await takeRefused(open, 'Mia')]) {
      expect(refusal).toMatchObject({ code: 'name_taken', status: 409 });
      expect(refusal.detail).toContain('AUTH_MODE=accounts');
    }
    expect((await postAs(open, 'tom')).status).toBe(201);
  });

  it('costs a try of the limit before anything is looked at', async ({ start }) => {
    const server = await start.server({ RATE_LIMIT_MAX_SIGN_INS: '2' });
    await take(server, 'alice');
    await takeRefused(server, 'alice');
    expect((await takeRefused(server, 'bob')).code).toBe('rate_limited');
    expect((await postAs(server, 'bob')).status).toBe(201);
  });
});

describe('where no more names can be kept', () => {
  it('one that nobody has written under makes room, and else there is none', async ({ server }) => {
    const { database } = server;
    const clock = createClock();
    const book = createNameBook({ database, clock });
    const takeOne = createTakeName({ clock, book, people: server.app.people, mostInAll: 2 });
    const alice = await takeOne('alice', undefined);
    await clock.pass(1_000);
    await takeOne('bob', undefined);
    await clock.pass(1_000);
    await takeOne('carol', undefined);
    expect(book.listOf(alice.owner)).toEqual([]);
    for (const name of ['bob', 'carol']) {
      const taken = book.find(name);
      if (taken !== undefined) await book.change(() => book.put({ ...taken, writtenAt: clock.now() }));
    }
    await expect(takeOne('dave', undefined)).rejects.toMatchObject({ code: 'too_many_names' });
    await clock.pass(30 * DAY_MS);
    await expect(takeOne('dave', undefined)).rejects.toMatchObject({ code: 'too_many_names' });
    await clock.pass(370 * DAY_MS);
    await takeOne('dave', undefined);
    expect(book.size).toBe(1);
  });
});

describe('whoever runs the server', () => {
  it('frees a name, which is noted', async ({ server }) => {
    const alice = await take(server, 'Alice');
    await call(server, releaseName, { headers: BY_TOKEN, params: { name: 'alice' } });
    expect(await namesOf(server, alice)).toEqual({ name: null, names: [] });
    const next = await take(server, 'alice');
    expect((await postAsRefused(server, 'alice', alice)).code).toBe('name_taken');
    expect((await postAs(server, 'alice', next)).status).toBe(201);
    expect(await auditOf(server, 'identity.')).toEqual([
      {
        actor: 'admin token',
        action: 'identity.name_released',
        target: 'Alice',
        details: {},
      },
    ]);
  });

  it('is told where nobody has it', async ({ server }) => {
    const asked = { headers: BY_TOKEN, params: { name: 'alice' } };
    expect((await callRefused(server, releaseName, asked)).body).toMatchObject({
      code: 'taken_name_not_found',
      status: 404,
    });
  });

  it('is asked for the right to', async ({ server }) => {
    await take(server, 'alice');
    const asked = { params: { name: 'alice' } };
    expect((await callRefused(server, releaseName, asked)).body.code).toBe('admin_required');
  });
});

async function namesOf(server: TestServer, holder: Holder | undefined) {
  return (await call(server, readIdentity, { ...holder })).body;
}

function writtenAt({ database }: TestServer): string | null | undefined {
  const rows = database.prepareRead((db) => db.selectFrom('identity_names').select('written_at'));
  return (rows.get({}) as { written_at: string | null } | undefined)?.written_at;
}
