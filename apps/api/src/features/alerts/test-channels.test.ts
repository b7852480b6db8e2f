import { testAlerts } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, DISK, it } from '../../../test/alerts-test.ts';
import { call, callRefused } from '../../../test/call.ts';

describe('a test of the channels', () => {
  it('goes by each that is set up, and says how to set up the others', async ({
    serve,
    receiver,
    clock,
    until,
  }) => {
    const server = await serve({ ALERT_WEBHOOK_URL: `http://127.0.0.1:${receiver.port}/` });
    const { body } = await call(server, testAlerts, { headers: ADMIN });
    expect(body.channels).toEqual([
      { channel: 'log', result: 'delivered', message: expect.stringContaining('Test: alerts arrive here') },
      { channel: 'email', result: 'not_set_up', message: expect.stringContaining('SMTP_URL') },
      {
        channel: 'webhook',
        result: 'delivered',
        message: expect.stringContaining('Look whether it arrived'),
      },
    ]);
    expect(server.logged().map(({ msg }) => msg)).toContain('Test: alerts arrive here');
    await until(server, 'alerts went out', 1);
    await clock.pass(60_000);
    expect(await server.list()).toEqual([]);
    expect(receiver.posts).toHaveLength(1);
  });

  it.for([
    ['log', 'delivered'],
    ['email', 'not_set_up'],
    ['webhook', 'not_set_up'],
  ] as const)('goes by %s alone where that is asked for', async ([channel, result], { alerting }) => {
    const { body } = await call(alerting, testAlerts, { body: { channel }, headers: ADMIN });
    expect(body.channels).toMatchObject([{ channel, result }]);
  });

  it('cannot reach a log that is silent', async ({ start }) => {
    const server = await start.server({ LOG_LEVEL: 'silent' });
    const { body } = await call(server, testAlerts, { body: { channel: 'log' }, headers: ADMIN });
    expect(body.channels).toMatchObject([{ channel: 'log', result: 'not_set_up' }]);
  });

  it('counts against the messages of the hour', async ({ serve, receiver, clock }) => {
    const server = await serve({
      ALERT_WEBHOOK_URL: `http://127.0.0.1:${receiver.port}/`,
      ALERT_MAX_PER_HOUR: '2',
    });
    const results: unknown[] = [];
    for (let nth = 0; nth < 3; nth++) {
      const { body } = await call(server, testAlerts, { body: { channel: 'webhook' }, headers: ADMIN });
      results.push(body.channels[0]?.result);
    }
    expect(results).toEqual(['delivered', 'delivered', 'failed']);
    expect(receiver.posts).toHaveLength(2);
    await clock.pass(60 * 60_000);
    const { body } = await call(server, testAlerts, { body: { channel: 'webhook' }, headers: ADMIN });
    expect(body.channels).toMatchObject([{ result: 'delivered' }]);
  });

  it('that arrives brings at once what was waiting for another try', async ({ serve, receiver, until }) => {
    const server = await serve({ ALERT_WEBHOOK_URL: `http://127.0.0.1:${receiver.port}/` });
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, 'alerts did not get through', 1);
    receiver.answer = { status: 200 };
    await call(server, testAlerts, { headers: ADMIN });
    await until(server, 'alerts went out', 2);
    expect(receiver.posts.map(({ body }) => JSON.parse(body).is_test)).toEqual([false, true, false]);
  });

  it('needs the right to it, and a channel that there is', async ({ alerting }) => {
    expect((await callRefused(alerting, testAlerts)).status).toBe(401);
    const refused = await callRefused(alerting, testAlerts, { body: { channel: 'pigeon' }, headers: ADMIN });
    expect(refused.body.errors).toMatchObject([{ path: 'channel' }]);
  });
});
