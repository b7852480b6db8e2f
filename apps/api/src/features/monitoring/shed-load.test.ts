import {
  listChanges,
  listMessages,
  livez,
  postMessage,
  readHealth,
  readMetrics,
  readStats,
  readyz,
} from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const env = { EVENT_LOOP_SHED_MS: '200' };
const body = { content: 'hello' };

describe('a server whose event loop is held again and again', () => {
  it('refuses requests of the chat, and says when to come back', async ({ start }) => {
    const server = await start.server(env);
    await holdAgainAndAgain();
    const refusal = await callRefused(server, listChanges);
    expect(refusal).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    expect(refusal.headers['retry-after']).toBe('2');
    expect((await callRefused(server, postMessage, { body })).status).toBe(503);
    expect((await callRefused(server, listMessages)).status).toBe(503);
  });

  it('answers supervisors and operators all the same', async ({ start }) => {
    const server = await start.server(env);
    await call(server, readMetrics, { headers }); // its library is loaded
    await holdAgainAndAgain();
    expect((await callRefused(server, listMessages)).status).toBe(503);
    for (const endpoint of [livez, readyz, readHealth, readStats])
      expect((await call(server, endpoint, { headers })).status).toBe(200);
    const text = (await call(server, readMetrics, { headers })).body;
    expect(text).toContain('\nbookchat_shedding 1\n');
    expect(text).toContain('\nbookchat_requests_shed_total 1\n');
  });

  it('takes everything again by itself, once it is calm', async ({ start }) => {
    const server = await start.server(env);
    await holdAgainAndAgain();
    expect((await callRefused(server, postMessage, { body })).status).toBe(503);
    await vi.waitFor(() => call(server, postMessage, { body }), { timeout: 5_000, interval: 50 });
  });

  it('stays in maintenance where that began meanwhile', async ({ start }) => {
    const server = await start.server(env);
    await holdAgainAndAgain();
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = server.app.maintenance.during('the test goes on', () => promise);
    await vi.waitFor(async () => {
      const { body: problem } = await callRefused(server, listMessages);
      expect(problem.code).toBe('maintenance');
    });
    resolve();
    await work;
    expect((await call(server, listMessages)).status).toBe(200);
  });

  it('refuses nobody where that is switched off', async ({ start }) => {
    const server = await start.server({ EVENT_LOOP_SHED_MS: '0' });
    await holdAgainAndAgain();
    expect((await call(server, listMessages)).status).toBe(200);
  });
});

describe('a server that was held once', () => {
  it('refuses nobody', async ({ start }) => {
    const server = await start.server(env);
    hold(1_000);
    await turn();
    expect((await call(server, listMessages)).status).toBe(200);
  });
});

async function holdAgainAndAgain(): Promise<void> {
  for (let times = 0; times < 3; times++) {
    hold(400);
    await turn();
  }
}

/** What a faulty loop would do. */
function hold(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Timers that are due have rung. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 1));
}
