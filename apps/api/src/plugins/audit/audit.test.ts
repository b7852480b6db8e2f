import {
  changeRole,
  changeTask,
  createKey,
  downloadBackup,
  type Endpoint,
  listKeys,
  makeBackup,
  openAdminSession,
  readAudit,
  restoreBackup,
  revokeKey,
  rotateKey,
  runTask,
  verifyBackup,
} from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import { describe, expect } from 'vitest';
import { ACCOUNTS, BY_TOKEN, cookieOf } from '../../../test/accounts-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { makeKey } from '../../../test/make-key.ts';
import { auditOf } from '../../../test/read-audit.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import { idOf, it } from '../../../test/team-test.ts';
import { actionOf, isWorthNoting } from './action-of.ts';
import { createTokenReads } from './token-reads.ts';

/** What notes each of its changes itself, with what was before and after. */
const NOTES_ITSELF = /^\/api\/system\/(?:people|invites|names|identities)\b/;

describe('the audit log', () => {
  base('knows a name for whatever an operator may change', async ({ server }) => {
    const changing = server.app.endpoints.filter(
      ({ method, access }) => method !== 'GET' && ['monitor', 'admin', 'owner'].includes(access),
    );
    expect(changing.length).toBeGreaterThan(20);
    const nameless = changing.filter(
      (endpoint) => !NOTES_ITSELF.test(endpoint.path) && /\s/.test(actionOf(asked(endpoint)).action),
    );
    expect(nameless.map(({ path }) => path)).toEqual([]);
  });

  base('takes what it has no name for by its route, but none of what only looks', ({ task: _ }) => {
    const endpoint = { ...runTask, path: '/api/system/new' } as unknown as Endpoint;
    expect(actionOf(asked(endpoint))).toEqual({ action: 'POST /api/system/new', target: null });
    expect(isWorthNoting(asked(endpoint))).toBe(true);
    expect(isWorthNoting(asked(listKeys))).toBe(false);
    expect(isWorthNoting(asked(downloadBackup))).toBe(true);
    expect(isWorthNoting({ ...asked(runTask), adminRight: { via: 'local', expiresAt: null } } as never)).toBe(
      false,
    );
  });

  it('says who did it: the admin token, a key, a person', async ({ team: { server, owner } }) => {
    const { headers } = await makeKey(server, 'admin');
    for (const by of [BY_TOKEN, headers, owner.headers])
      await call(server, runTask, { params: { name: 'metrics' }, headers: by });
    await call(server, changeTask, {
      params: { name: 'metrics' },
      headers: BY_TOKEN,
      body: { enabled: false },
    });
    await expect
      .poll(() => auditOf(server, 'task.'))
      .toEqual([
        { actor: 'admin token', action: 'task.run', target: 'metrics', details: {} },
        { actor: 'key a program that may admin', action: 'task.run', target: 'metrics', details: {} },
        { actor: 'alice', action: 'task.run', target: 'metrics', details: {} },
        {
          actor: 'admin token',
          action: 'task.changed',
          target: 'metrics',
          details: { enabled: { from: true, to: false } },
        },
      ]);
  });

  it('says what of a task was changed, and nothing of a change that is none', async ({
    team: { server },
  }) => {
    const change = (body: { enabled?: boolean; schedule?: string | null }) =>
      call(server, changeTask, { params: { name: 'metrics' }, headers: BY_TOKEN, body });
    const before = (await change({ enabled: true })).body;
    await change({ schedule: '2h' });
    await change({ enabled: false, schedule: null });
    await expect
      .poll(async () => (await auditOf(server, 'task.')).map(({ details }) => details))
      .toEqual([
        { schedule: { from: before.schedule, to: '2h' } },
        { enabled: { from: true, to: false }, schedule: { from: '2h', to: before.schedule } },
      ]);
  });

  base('tells of each use of the admin token that reads, once an hour', async ({ start }) => {
    const clock = createClock();
    const server = await start.server(ACCOUNTS, { clock });
    const { headers } = await call(server, openAdminSession, { headers: BY_TOKEN });
    const reads = async () =>
      (await call(server, readAudit, { headers: BY_TOKEN, query: { limit: 200 } })).body.entries
        .filter(({ action, target }) => action === 'admin_token.read' && target?.endsWith('/keys'))
        .map(({ actor, target, details }) => `${actor}: ${target} from ${details['address']}`);
    const look = async (by: Record<string, string>, from = '127.0.0.1') =>
      void (await call(server, listKeys, { headers: by, from }));
    const here = 'admin token: GET /api/system/keys from 127.0.0.1';
    await look(BY_TOKEN);
    await look(BY_TOKEN);
    await look({ cookie: cookieOf(headers) });
    await expect.poll(reads).toEqual([here]);
    await look(BY_TOKEN, '127.0.0.2');
    await expect.poll(reads).toEqual([here.replace('0.1', '0.2'), here]);
    clock.jump(60 * 60_000);
    await look(BY_TOKEN);
    await expect.poll(reads).toEqual([here, here.replace('0.1', '0.2'), here]);
  });

  it('tells also of a use of the admin token that changes nothing', async ({ team: { server } }) => {
    const { key } = await makeKey(server, 'read');
    for (let count = 0; count < 2; count++)
      await call(server, revokeKey, { headers: BY_TOKEN, params: { id: key.id } });
    const uses = async () =>
      (await call(server, readAudit, { headers: BY_TOKEN, query: { limit: 9 } })).body.entries
        .filter(({ action }) => action === 'admin_token.read')
        .map(({ target }) => target);
    await expect.poll(uses).toContain('DELETE /api/system/keys/:id');
  });

  it('tells of no look by a person or a key', async ({ team: { server, owner } }) => {
    const key = await makeKey(server, 'monitor');
    for (const { headers } of [owner, key]) await call(server, listKeys, { headers });
    const { entries } = (await call(server, readAudit, { headers: owner.headers, query: { limit: 9 } })).body;
    expect(entries.map(({ action }) => action)).toEqual(['key.made']);
  });

  base('has a read tried again where it could not be written', async () => {
    const noted: unknown[] = [];
    let isFull = true;
    const note = async (entry: unknown) => {
      if (isFull) throw new Error('The disk is full.');
      noted.push(entry);
    };
    const reads = createTokenReads({ note }, () => 0);
    const request = { ...asked(listKeys), ip: '127.0.0.1' } as FastifyRequest;
    await expect(reads.note(request)).rejects.toThrow('The disk is full.');
    isFull = false;
    for (let count = 0; count < 2; count++) await reads.note(request);
    expect(noted).toHaveLength(1);
  });

  it('tells of keys by their names, and of nothing that changed nothing', async ({ team: { server } }) => {
    const { key } = await makeKey(server, 'read');
    const asked = { headers: BY_TOKEN, params: { id: key.id } };
    await call(server, rotateKey, asked);
    for (let count = 0; count < 2; count++) await call(server, revokeKey, asked);
    expect((await auditOf(server, 'key.')).map(({ action, target }) => `${action}: ${target}`)).toEqual([
      'key.made: a program that may read',
      'key.rotated: a program that may read',
      'key.revoked: a program that may read',
    ]);
    expect(JSON.stringify(await auditOf(server, ''))).not.toContain('bk_');
  });

  it('tells of nothing that was refused', async ({ team: { server, admin, owner } }) => {
    const asked = { headers: admin.headers, params: idOf(owner), body: { role: 'guest' } };
    await callRefused(server, changeRole, asked);
    await callRefused(server, createKey, { headers: admin.headers, body: {} });
    await callRefused(server, openAdminSession, { headers: { authorization: 'Bearer wrong' } });
    expect(await auditOf(server, '')).toEqual([]);
  });

  base('outlives a restore, which it tells of', { timeout: 60_000 }, async ({ start }) => {
    const server = await start.server(ACCOUNTS, { clock: createClock() });
    const made = (await call(server, makeBackup, { headers: BY_TOKEN })).body;
    const params = { id: made.id };
    await call(server, verifyBackup, { headers: BY_TOKEN, params });
    await send(server, { path: downloadBackup.path.replace(':id', made.id), headers: BY_TOKEN });
    await call(server, restoreBackup, { headers: BY_TOKEN, params });
    await expect
      .poll(async () => (await auditOf(server, 'backup.')).map(({ action, target }) => `${action} ${target}`))
      .toEqual(['made', 'verified', 'downloaded', 'restored'].map((what) => `backup.${what} ${made.id}`));
  });

  it('is read in pages, the newest first', async ({ team: { server } }) => {
    for (let count = 0; count < 3; count++)
      await call(server, runTask, { params: { name: 'metrics' }, headers: BY_TOKEN });
    const read = async (query: { before?: number; limit: number }) =>
      (await call(server, readAudit, { headers: BY_TOKEN, query })).body;
    const first = await read({ limit: 2 });
    const rest = await read({ limit: 2, before: first.entries.at(-1)?.id ?? 0 });
    expect([first.entries.length, first.has_more, rest.entries.length, rest.has_more]).toEqual([
      2,
      true,
      1,
      false,
    ]);
    expect(first.entries[0]?.id).toBeGreaterThan(rest.entries[0]?.id ?? 0);
  });
});

function asked(endpoint: Endpoint): FastifyRequest {
  return {
    params: undefined,
    adminRight: { via: 'token', expiresAt: null },
    routeOptions: { config: { endpoint } },
  } as unknown as FastifyRequest;
}
