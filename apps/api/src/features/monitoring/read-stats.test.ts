import { listChanges, livez, postMessage, readStats } from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { exchangeRaw } from '../../../test/exchange-raw.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';
import { createRequestFigures } from '../../plugins/request-figures.ts';
import { VERSION } from '../../version.ts';
import { createReadStats } from './read-stats.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const body = { content: 'hello' };
const LARGE = { content: 'x'.repeat(4_000) };

describe('the figures of the server', () => {
  it('begin with a start that nobody has asked anything of yet', async ({ server }) => {
    const { body: stats } = await call(server, readStats, { headers });
    expect(stats).toMatchObject({ requests: 0, errors: 0, error_rate: 0, avg_response_time: 0 });
    expect(stats.response_time_percentiles).toEqual({ p50: 0, p90: 0, p95: 0, p99: 0 });
    expect(stats.version).toBe(VERSION);
  });

  it('count every answer: a post, an idle poll, a probe, a refusal and what is nowhere', async ({
    start,
  }) => {
    const server = await start.server({ RATE_LIMIT_MAX_REQUESTS: '1' });
    await call(server, postMessage, { body });
    expect((await callRefused(server, postMessage, { body })).status).toBe(429);
    const etag = (await call(server, listChanges)).headers.etag ?? '';
    const poll = { path: `/api/changes?since=${etag.slice(1, -1)}`, headers: { 'if-none-match': etag } };
    expect((await send(server, poll)).status).toBe(304);
    expect((await send(server, { path: '/nowhere' })).status).toBe(404);
    expect((await callRefused(server, readStats)).status).toBe(401);
    await call(server, livez);
    expect((await call(server, readStats, { headers })).body).toMatchObject({ requests: 7, errors: 0 });
  });

  it('count what is refused before it comes to a route, without a time', async ({ server }) => {
    expect((await send(server, { path: '/%zz' })).status).toBe(400);
    expect(await exchangeRaw(server, 'GET\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    expect(await exchangeRaw(server, 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n')).toMatch(/^HTTP\/1.1 405 /);
    const { body: stats } = await call(server, readStats, { headers });
    expect(stats).toMatchObject({ requests: 3, errors: 0, avg_response_time: 0 });
  });

  it('count as errors what the server fails at, and say their share', async ({ server }) => {
    await call(server, postMessage, { body });
    await sql`pragma max_page_count = 1`.execute(server.database.kysely);
    const refusals = await Promise.all(
      Array.from({ length: 3 }, () => callRefused(server, postMessage, { body: LARGE })),
    );
    expect(refusals.map(({ status }) => status)).toEqual([507, 507, 507]);
    const { body: stats } = await call(server, readStats, { headers });
    expect(stats).toMatchObject({ requests: 4, errors: 3, error_rate: 0.75 });
  });

  it('say how long answers take', async ({ server }) => {
    for (let times = 0; times < 5; times++) await call(server, postMessage, { body });
    const { avg_response_time, response_time_percentiles, uptime } = (
      await call(server, readStats, { headers })
    ).body;
    const { p50, p90, p95, p99 } = response_time_percentiles;
    expect(p50).toBeGreaterThan(0);
    expect([p50, p90, p95, p99]).toEqual([p50, p90, p95, p99].toSorted((one, other) => one - other));
    expect(avg_response_time).toBeGreaterThan(0);
    expect(avg_response_time).toBeLessThanOrEqual(p99);
    expect(uptime).toBeGreaterThan(p99);
  });

  it('say what the process takes of the machine', async ({ server }) => {
    const { cpu_percent, memory_percent, memory_bytes } = (await call(server, readStats, { headers })).body;
    expect(cpu_percent).toBeGreaterThan(0);
    expect(cpu_percent).toBeLessThanOrEqual(100);
    expect(memory_percent).toBeGreaterThan(0);
    expect(memory_percent).toBeLessThanOrEqual(100);
    expect(memory_bytes).toBeGreaterThan(10_000_000);
  });

  it('are shown with the admin right alone', async ({ server }) => {
    expect((await callRefused(server, readStats)).body.code).toBe('admin_required');
  });
});

describe('times', () => {
  it('are those of the last 100 answers', ({ expect }) => {
    const figures = createRequestFigures();
    const read = createReadStats(figures, () => 0);
    for (let ms = 1_000; ms > 0; ms--) figures.answered(200, ms);
    expect(read()).toMatchObject({
      requests: 1_000,
      avg_response_time: 0.0505,
      response_time_percentiles: { p50: 0.05, p90: 0.09, p95: 0.095, p99: 0.099 },
    });
  });

  it('are those of all where there are fewer', ({ expect }) => {
    const figures = createRequestFigures();
    for (const ms of [3, 1, 2]) figures.answered(200, ms);
    expect(createReadStats(figures, () => 0)()).toMatchObject({
      avg_response_time: 0.002,
      response_time_percentiles: { p50: 0.002, p90: 0.003, p95: 0.003, p99: 0.003 },
    });
  });
});
