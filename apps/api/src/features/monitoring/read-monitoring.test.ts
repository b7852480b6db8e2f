import { postMessage, readMonitoring } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const body = { content: 'hello' };

describe('what needs attention', () => {
  it('is nothing while all is well', async ({ server }) => {
    const { breaches, top_violators } = (await call(server, readMonitoring, { headers })).body;
    expect(breaches.total).toBe(0);
    expect(top_violators).toEqual({ endpoints: [], clients: [] });
  });

  it('names the breaches of the limits and who caused most of them', async ({ start }) => {
    const server = await start.server({ RATE_LIMIT_MAX_REQUESTS: '1' });
    for (const from of ['127.0.0.2', '127.0.0.3']) await call(server, postMessage, { body, from });
    for (const from of ['127.0.0.2', '127.0.0.3', '127.0.0.3'])
      expect((await callRefused(server, postMessage, { body, from })).status).toBe(429);
    const { breaches, top_violators } = (await call(server, readMonitoring, { headers })).body;
    expect(breaches).toMatchObject({ total: 3, warning_above: 10 });
    expect(top_violators).toEqual({
      endpoints: [{ endpoint: 'POST /api/messages', count: 3 }],
      clients: [
        { client: '127.0.0.3', count: 2 },
        { client: '127.0.0.2', count: 1 },
      ],
    });
  });

  it('holds the latest alerts, the newest first', async ({ server }) => {
    for (const cause of ['first', 'second'])
      server.app.alarms.raise({ cause, severity: 'WARNING', title: cause, message: `The ${cause} of them.` });
    const { recent_alerts } = (await call(server, readMonitoring, { headers })).body;
    expect(recent_alerts.map(({ cause, state }) => ({ cause, state }))).toEqual([
      { cause: 'second', state: 'open' },
      { cause: 'first', state: 'open' },
    ]);
  });

  it('is shown with the admin right alone', async ({ server }) => {
    expect((await callRefused(server, readMonitoring)).body.code).toBe('admin_required');
  });
});
