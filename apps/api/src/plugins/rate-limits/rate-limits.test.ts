import { listChanges, listMessages, livez, postMessage } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { type Sending, send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';

const body = { content: 'hello' };
const TIGHT = { RATE_LIMIT_MAX_REQUESTS: '3', RATE_LIMIT_MAX_READS: '4', RATE_LIMIT_MAX_POLLS: '5' };
const WRITE: Sending = { method: 'POST', path: postMessage.path, body };
const READ: Sending = { path: listMessages.path };
const POLL: Sending = { path: listChanges.path };

describe('a client that asks too often', () => {
  it.override('env', TIGHT);

  it('is told with each answer how much is left', async ({ server }) => {
    const first = await call(server, postMessage, { body });
    const second = await call(server, postMessage, { body });
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '2' });
    expect(second.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '1' });
    expect(Number(first.headers['ratelimit-reset'])).toBeGreaterThan(0);
    expect(Number(first.headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
  });

  it('is refused with 429 and told when to come back', async ({ server }) => {
    for (let count = 0; count < 3; count++) await call(server, postMessage, { body });
    const refusal = await callRefused(server, postMessage, { body });
    expect(refusal.body).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(refusal.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0' });
    expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(0);
    expect(refusal.body.detail).toContain(`${refusal.headers['retry-after']} s`);
    expect((await call(server, listMessages)).body.messages).toHaveLength(3);
  });

  it('may write, read and poll, each by its own measure', async ({ server }) => {
    expect(await countAnswers(server, WRITE, 7)).toEqual({ 201: 3, 429: 4 });
    expect(await countAnswers(server, READ, 7)).toEqual({ 200: 4, 429: 3 });
    expect(await countAnswers(server, POLL, 7)).toEqual({ 200: 5, 429: 2 });
  });

  it('is limited also in idle polls, which are answered early', async ({ server }) => {
    const { headers, body: news } = await call(server, listChanges);
    const idle: Sending = {
      path: `${listChanges.path}?since=${news?.cursor}`,
      headers: { 'if-none-match': String(headers['etag']) },
    };
    expect(await countAnswers(server, idle, 7)).toEqual({ 304: 4, 429: 3 });
  });

  it.for([
    ['addresses where nothing is', { path: '/nowhere' }],
    ['methods that are not taken', { method: 'PUT', path: '/livez' }],
    ['files', { path: '/favicon.ico' }],
    ['the documentation', { path: '/docs' }],
  ] as const)('is limited in %s as in reads', async ([, sending], { server }) => {
    await countAnswers(server, sending, 4);
    expect(readProblem(await send(server, sending)).code).toBe('rate_limited');
    expect(readProblem(await send(server, READ)).code).toBe('rate_limited');
  });

  it('may probe as often as it likes', async ({ server }) => {
    expect(await countAnswers(server, { path: livez.path }, 20)).toEqual({ 200: 20 });
  });

  it('costs no other client anything', async ({ server }) => {
    await countAnswers(server, WRITE, 5);
    expect(await send(server, { ...WRITE, from: '127.0.0.2' })).toMatchObject({ status: 201 });
  });

  it('is counted for posts that are refused, too', async ({ server }) => {
    expect(await countAnswers(server, { ...WRITE, body: {} }, 4)).toEqual({ 400: 3, 429: 1 });
  });

  it('gains nothing when the clock of the machine is set', async ({ server }) => {
    await countAnswers(server, WRITE, 4);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 90 * 24 * 3_600_000 });
    expect(await send(server, WRITE).finally(() => vi.useRealTimers())).toMatchObject({ status: 429 });
  });

  it('loses nothing when the clock of the machine is set back', async ({ server }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    const counted = await countAnswers(server, WRITE, 4).finally(() => vi.useRealTimers());
    expect(counted).toEqual({ 201: 3, 429: 1 });
  });
});

describe('a client that makes up where it comes from', () => {
  it.override('env', { ...TIGHT, ALLOW_OPEN_ACCESS: 'yes' });

  it('is one client, whatever X-Forwarded-For says', async ({ server }) => {
    const statuses = await forwardedPosts(
      server,
      Array.from({ length: 20 }, (_, last) => `203.0.113.${last}`),
    );
    expect(statuses).toEqual([201, 201, 201, ...Array(17).fill(429)]);
  });

  it('is one client, also where another proxy is trusted', async ({ start }) => {
    const server = await start.server({ TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.9' });
    const statuses = await forwardedPosts(server, [
      '203.0.113.1',
      '203.0.113.2',
      '203.0.113.3',
      '203.0.113.4',
    ]);
    expect(statuses).toEqual([201, 201, 201, 429]);
  });

  it('is one client behind a trusted proxy, which adds its address at the end', async ({ start }) => {
    const server = await start.server({ TRUSTED_PROXIES: '127.0.0.1' });
    const forged = Array.from({ length: 5 }, (_, last) => `198.51.100.${last}, 203.0.113.7`);
    expect(await forwardedPosts(server, forged)).toEqual([201, 201, 201, 429, 429]);
  });
});

describe('clients behind a trusted proxy', () => {
  it.override('env', { ...TIGHT, ALLOW_OPEN_ACCESS: 'yes', TRUSTED_PROXIES: '127.0.0.1' });

  it('are counted apart', async ({ server }) => {
    await forwardedPosts(server, Array(5).fill('203.0.113.7'));
    expect(await forwardedPosts(server, ['203.0.113.8'])).toEqual([201]);
  });

  it('are one by the connection where what is forwarded is no address', async ({ server }) => {
    const forged = ['garbage1', 'garbage2', '<script>', '7.7.7', '[::1', 'fe80::1%zone'];
    expect(await forwardedPosts(server, forged)).toEqual([201, 201, 201, 429, 429, 429]);
  });

  it.for([
    ['7.7.7.7', ['7.7.7.7:1234', '7.7.7.7:80', '7.7.7.7:9']],
    ['2001:db8:9::1', ['[2001:db8:9::1]:1234', '[2001:db8:9::1]', '[2001:DB8:9::2]:9']],
  ] as const)('are counted as %s whatever port comes along', async ([address, forms], { server }) => {
    expect(await forwardedPosts(server, [address, ...forms])).toEqual([201, 201, 201, 429]);
  });

  it('are counted by /64 where they come over IPv6', async ({ server }) => {
    const neighbours = ['2001:db8:1:1::1', '2001:db8:1:1::2', '2001:DB8:1:1:ffff::3', '2001:db8:1:1:a:b:c:d'];
    expect(await forwardedPosts(server, neighbours)).toEqual([201, 201, 201, 429]);
    expect(await forwardedPosts(server, ['2001:db8:1:2::1'])).toEqual([201]);
  });

  it('are limited as a /48 at eight times the measure of one', async ({ server }) => {
    const hosts = Array.from({ length: 25 }, (_, net) => `2001:db8:7:${net.toString(16)}::1`);
    expect(await forwardedPosts(server, hosts)).toEqual([...Array(24).fill(201), 429]);
    expect(await forwardedPosts(server, ['2001:db8:8::1'])).toEqual([201]);
  });
});

async function countAnswers(server: { url: string }, sending: Sending, times: number) {
  const statuses: number[] = [];
  for (let count = 0; count < times; count++) statuses.push((await send(server, sending)).status);
  const groups = Map.groupBy(statuses, (status) => status);
  return Object.fromEntries([...groups].map(([status, all]) => [status, all.length]));
}

async function forwardedPosts(server: { url: string }, addresses: readonly string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const address of addresses)
    statuses.push((await send(server, { ...WRITE, headers: { 'x-forwarded-for': address } })).status);
  return statuses;
}
