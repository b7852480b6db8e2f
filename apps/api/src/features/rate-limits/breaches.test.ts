import { listBreaches, listMessages, makeBackup, postMessage, readAdminSession } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { RIGHT, readBreaches } from '../../../test/read-breaches.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { writeWebApp } from '../../../test/write-web-app.ts';

const body = { content: 'hello' };

describe('a request that is refused with 429', () => {
  it.override('env', { RATE_LIMIT_MAX_REQUESTS: '3', RATE_LIMIT_MAX_READS: '2' });

  it('is seen at once, with its endpoint, its client and the limit that it met', async ({ start }) => {
    const server = await start.server({}, { clock: createClock('2026-11-20T12:00:00.000Z') });
    await postTimes(server, 5);
    const { summary, latest } = await readBreaches(server);
    const counted = { count: 2, last_at: '2026-11-20T12:00:00.000Z' };
    expect(summary).toEqual({
      since: '2026-11-19T12:00:00.000Z',
      total: 2,
      warning_above: 10,
      by_limit: [{ limit: 'write', ...counted }],
      by_endpoint: [{ endpoint: 'POST /api/messages', ...counted }],
      by_client: [{ client: '127.0.0.1', ...counted }],
    });
    expect(latest).toEqual([
      {
        timestamp: '2026-11-20T12:00:00.000Z',
        endpoint: 'POST /api/messages',
        client: '127.0.0.1',
        limit: 'write',
        ...counted,
      },
    ]);
  });

  it('is one of many addresses where nothing is, and not one of its own', async ({ server }) => {
    for (const path of ['/a', '/b', '/c', '/d']) await send(server, { path });
    await send(server, { method: 'PUT', path: '/livez' });
    const { summary } = await readBreaches(server);
    expect(summary.by_endpoint).toMatchObject([{ endpoint: '(no such address)', count: 3 }]);
  });

  it('is counted once where it asks beside the files of the page', async ({ start, folder }) => {
    const server = await start.server({}, { webRoot: writeWebApp(folder) });
    for (const path of ['/favicon.svg', '/wp-login.php', '/.env', '/assets/x.js'])
      await send(server, { path });
    const { summary } = await readBreaches(server);
    expect(summary.by_endpoint).toMatchObject([{ endpoint: 'GET /*', count: 2 }]);
  });

  it('counts by endpoint, by client and by limit, most first', async ({ server }) => {
    await postTimes(server, 5, '127.0.0.2');
    await postTimes(server, 4, '127.0.0.3');
    for (let count = 0; count < 3; count++) await send(server, { path: listMessages.path });
    const { summary } = await readBreaches(server);
    expect(summary).toMatchObject({
      total: 4,
      by_limit: [
        { limit: 'write', count: 3 },
        { limit: 'read', count: 1 },
      ],
      by_endpoint: [
        { endpoint: 'POST /api/messages', count: 3 },
        { endpoint: 'GET /api/messages', count: 1 },
      ],
      by_client: [
        { client: '127.0.0.2', count: 2 },
        { client: '127.0.0.3', count: 1 },
        { client: '127.0.0.1', count: 1 },
      ],
    });
  });

  it('is one of the admin token where that was guessed too often', async ({ server }) => {
    const headers = { authorization: 'Bearer wrong' };
    for (let count = 0; count < 13; count++) await callRefused(server, readAdminSession, { headers });
    const { headers: limits } = await callRefused(server, readAdminSession, { headers });
    expect(limits).toHaveProperty('retry-after');
    const { body: read } = await call(server, listBreaches, { headers: RIGHT, from: '127.0.0.2' });
    expect(read.summary.by_limit).toMatchObject([{ limit: 'admin_token', count: 4 }]);
    expect(read.summary.by_endpoint).toMatchObject([{ endpoint: 'GET /api/system/session', count: 4 }]);
  });
});

describe('a backup on demand', () => {
  it('is refused beyond those of the day, which is a breach as well, and asking in vain costs none', async ({
    start,
  }) => {
    const server = await start.server({ RATE_LIMIT_MAX_BACKUPS: '2' });
    await callRefused(server, makeBackup);
    for (let count = 0; count < 2; count++)
      expect(await call(server, makeBackup, { headers: RIGHT })).toMatchObject({ status: 201 });
    const { body: problem, headers } = await callRefused(server, makeBackup, { headers: RIGHT });
    expect(problem).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(Number(headers['retry-after'])).toBeGreaterThan(86_300);
    expect(headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '0' });
    const { summary } = await readBreaches(server);
    expect(summary).toMatchObject({
      by_limit: [{ limit: 'backup', count: 1 }],
      by_endpoint: [{ endpoint: 'POST /api/system/backup', count: 1 }],
      by_client: [{ client: '127.0.0.1', count: 1 }],
    });
  });
});

describe('a client that is refused', () => {
  it.override('env', {
    RATE_LIMIT_MAX_REQUESTS: '3',
    ALLOW_OPEN_ACCESS: 'yes',
    TRUSTED_PROXIES: '127.0.0.1',
  });

  it.for([
    ['an IPv4 address', ['203.0.113.7'], '203.0.113.7', 4],
    ['an IPv4 address behind IPv6', ['::ffff:203.0.113.7'], '203.0.113.7', 4],
    ['the /64 of its addresses', ['2001:db8:1:1::1', '2001:db8:1:1::2'], '2001:db8:1:1::/64', 4],
    ['the /48 that its networks are in', subnets('2001:db8:7', 25), '2001:db8:7::/48', 25],
    ['the connection, where what is forwarded is no address', ['garbage', '<script>'], '127.0.0.1', 4],
  ] as const)('is named as %s', async ([, addresses, name, times], { server }) => {
    await postFrom(server, addresses, times);
    const { summary } = await readBreaches(server);
    expect(summary.by_client).toMatchObject([{ client: name, count: 1 }]);
  });

  it('is one, whatever it forwards through a proxy that is not trusted', async ({ start }) => {
    const server = await start.server({ TRUSTED_PROXIES: '10.0.0.1' });
    await postFrom(server, subnets('2001:db8:7', 20), 20);
    const { summary } = await readBreaches(server);
    expect(summary.by_client).toMatchObject([{ client: '127.0.0.1', count: 17 }]);
  });
});

describe('who went beyond the limits', () => {
  it('is told to operators alone', async ({ server }) => {
    expect((await callRefused(server, listBreaches)).body.code).toBe('admin_required');
  });

  it.for(['0', '721', '1.5', 'all'])('is not asked for with hours=%s', async (hours, { server }) => {
    const { body: problem } = await callRefused(server, listBreaches, { headers: RIGHT, query: { hours } });
    expect(problem).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'hours', message: expect.stringContaining('from 1 to 720') }],
    });
  });

  it('is nobody where nobody did', async ({ server }) => {
    const { summary, latest } = await readBreaches(server);
    expect(summary).toMatchObject({ total: 0, by_limit: [], by_endpoint: [], by_client: [] });
    expect(latest).toEqual([]);
  });
});

async function postTimes(server: TestServer, times: number, from = '127.0.0.1'): Promise<void> {
  for (let count = 0; count < times; count++)
    await send(server, { method: 'POST', path: postMessage.path, body, from });
}

async function postFrom(server: TestServer, addresses: readonly string[], times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    const headers = { 'x-forwarded-for': addresses[count % addresses.length] as string };
    await send(server, { method: 'POST', path: postMessage.path, body, headers });
  }
}

function subnets(site: string, count: number): string[] {
  return Array.from({ length: count }, (_, net) => `${site}:${net.toString(16)}::1`);
}
