import {
  listChanges,
  listMessages,
  listTasks,
  livez,
  openApiDocument,
  postMessage,
  readAdminSession,
  readHealth,
  readStats,
  readyz,
  runTask,
} from '@bookchat/shared';
import { pino } from 'pino';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { readProblem } from '../../test/read-problem.ts';
import { send } from '../../test/send.ts';
import { it as base } from '../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const body = { author: 'alice', content: 'hello' };

/** A server that is in maintenance until `end` is called. */
const it = base.extend('maintenance', async ({ server }, { onCleanup }) => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const over = server.app.maintenance.during('the roof is being mended', () => mayEnd);
  onCleanup(async () => {
    end();
    await over;
  });
  return { end, over };
});

describe('a server in maintenance', () => {
  it.for([readyz, listMessages, listChanges, postMessage, openApiDocument])(
    'sends away who asks for $method $path, and says when to come back',
    async (endpoint, { server, maintenance }) => {
      expect(maintenance).toBeDefined();
      const refusal = await callRefused(server, endpoint, endpoint === postMessage ? { body } : {});
      expect(refusal).toMatchObject({ status: 503, body: { code: 'maintenance' } });
      expect(refusal.body.detail).toContain('in maintenance: the roof is being mended. It takes a moment');
      expect(refusal.headers['retry-after']).toBe('2');
      expect(refusal.headers['connection']).not.toBe('close');
    },
  );

  it('sends away also who asks for a page, or for nothing that there is', async ({ server, maintenance }) => {
    expect(maintenance).toBeDefined();
    for (const path of ['/', '/nowhere']) expect(readProblem(await send(server, { path })).status).toBe(503);
  });

  it('does not even answer the poll that finds nothing new', async ({ start }) => {
    const server = await start.server();
    const { cursor } = (await call(server, listChanges)).body ?? {};
    const poll = { path: `/api/changes?since=${cursor}`, headers: { 'if-none-match': `"${cursor}"` } };
    expect((await send(server, poll)).status).toBe(304);
    await server.app.maintenance.during('the roof is being mended', async () => {
      expect((await send(server, poll)).status).toBe(503);
    });
    expect((await send(server, poll)).status).toBe(304);
  });

  it('is alive, and answers its operators who look on', async ({ server, maintenance }) => {
    expect(maintenance).toBeDefined();
    expect(await call(server, livez)).toMatchObject({ status: 200 });
    expect(await call(server, readAdminSession, { headers })).toMatchObject({ status: 200 });
    expect(await call(server, listTasks, { headers })).toMatchObject({ status: 200 });
    expect(await call(server, readStats, { headers })).toMatchObject({ status: 200 });
    const refusal = await callRefused(server, runTask, { params: { name: 'any' }, headers });
    expect(refusal.body.code).toBe('maintenance');
  });

  it('is degraded, and says what is being done', async ({ server, maintenance }) => {
    const database = async () => (await call(server, readHealth, { headers })).body.services.database;
    expect(await call(server, readHealth, { headers })).toMatchObject({
      status: 200,
      body: { status: 'degraded' },
    });
    expect(await database()).toEqual({
      status: 'degraded',
      message: 'In maintenance: the roof is being mended. Requests are refused until that is done.',
    });
    maintenance.end();
    await maintenance.over;
    expect((await database()).status).toBe('healthy');
  });

  it('takes everything again at its end, also where that was a failure', async ({ server, maintenance }) => {
    maintenance.end();
    await maintenance.over;
    expect(await call(server, readyz)).toMatchObject({ status: 200 });
    const failing = server.app.maintenance.during('it goes wrong', () => Promise.reject(new Error('rain')));
    await expect(failing).rejects.toThrow('rain');
    expect(server.app.maintenance.isOn).toBe(false);
    expect(await call(server, postMessage, { body })).toMatchObject({ status: 201 });
  });

  it('begins no second one', async ({ server, maintenance }) => {
    const second = server.app.maintenance.during('the wall is being painted', async () => 'painted');
    await expect(second).rejects.toMatchObject({ code: 'already_running' });
    expect(server.app.maintenance.isOn).toBe(true);
    maintenance.end();
  });

  it('that stops says so', async ({ server, maintenance }) => {
    const closed = server.app.close();
    await vi.waitFor(() => expect(() => server.app.readiness.ensure()).toThrow('stopping'));
    maintenance.end();
    await maintenance.over;
    expect(() => server.app.readiness.ensure()).toThrow('stopping');
    await closed;
  });
});

describe('the log of a server in maintenance', () => {
  it('has no error for each who has to wait', async ({ start }) => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
    const server = await start.server({}, { logger });
    await server.app.maintenance.during('the roof is being mended', async () => {
      await callRefused(server, listMessages);
    });
    expect(lines).toEqual([]);
  });
});
