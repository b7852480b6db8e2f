import { createHmac, timingSafeEqual } from 'node:crypto';
import { testAlerts } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, type AlertsServer, DISK, it } from '../../../../test/alerts-test.ts';
import { call } from '../../../../test/call.ts';
import type { Posted, WebhookReceiver } from '../../../../test/webhook-receiver.ts';

const SECRET = 'canary-signing-secret';
const KEY = 'canary0123456789abcdef';

describe('an alert by webhook', () => {
  it('is posted as JSON, signed', async ({ receiver, serve, clock }) => {
    const server = await serve({
      ALERT_WEBHOOK_URL: addressOf(receiver),
      ALERT_WEBHOOK_SECRET: SECRET,
      PUBLIC_URL: 'http://localhost:8080/',
    });
    server.alarms.raise(DISK);
    await clock.pass(0);
    const { path, headers, body } = await nthPost(receiver, 1);
    const [alert] = await server.list();
    expect(path).toBe(`/hooks/${KEY}`);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'BookChat',
      'x-bookchat-delivery': expect.stringMatching(/^[0-9a-f]{32}$/),
      'x-bookchat-signature': expect.stringMatching(/^t=1795176000,v1=[0-9a-f]{64}$/),
    });
    expect(JSON.parse(body)).toEqual({
      id: headers['x-bookchat-delivery'],
      sent_at: '2026-11-20T12:00:00.000Z',
      server: 'http://localhost:8080/',
      is_test: false,
      notices: [{ kind: 'opened', alert }],
      more: 0,
      text: expect.stringMatching(/^\[BookChat\] WARNING: The disk is nearly full\n\nWARNING: The disk/),
    });
  });

  it('has a signature that fits the body and its time, and no other', async ({ receiver, serve, clock }) => {
    const { alarms } = await serve({
      ALERT_WEBHOOK_URL: addressOf(receiver),
      ALERT_WEBHOOK_SECRET: SECRET,
    });
    alarms.raise({ ...DISK, message: 'Räum auf.' });
    await clock.pass(0);
    const posted = await nthPost(receiver, 1);
    const now = clock.now() / 1_000;
    expect(isGenuine(posted, SECRET, now)).toBe(true);
    expect(isGenuine({ ...posted, body: posted.body.replace('WARNING', 'INFO') }, SECRET, now)).toBe(false);
    expect(isGenuine(posted, 'another-secret-of-ours', now)).toBe(false);
    expect(isGenuine(posted, SECRET, now + 301)).toBe(false);
    const later = String(posted.headers['x-bookchat-signature']).replace(/t=\d+/, `t=${now + 300}`);
    const moved = { ...posted, headers: { ...posted.headers, 'x-bookchat-signature': later } };
    expect(isGenuine(moved, SECRET, now + 300)).toBe(false);
  });

  it('has no signature where there is no secret', async ({ receiver, serve, clock }) => {
    const { alarms } = await serve({ ALERT_WEBHOOK_URL: addressOf(receiver) });
    alarms.raise(DISK);
    await clock.pass(0);
    expect((await nthPost(receiver, 1)).headers).not.toHaveProperty('x-bookchat-signature');
  });

  it('brings the name and the password of its address as they ought to come', async ({ receiver, serve }) => {
    const server = await serve({
      ALERT_WEBHOOK_URL: addressOf(receiver).replace('//', '//us%40er:pa%3Ass@'),
    });
    expect(await test(server)).toMatchObject({ result: 'delivered' });
    const authorization = `Basic ${btoa('us@er:pa:ss')}`;
    expect(receiver.posts).toMatchObject([{ headers: { authorization }, path: `/hooks/${KEY}` }]);
  });
});

describe('a webhook', () => {
  it('that takes a test is told that it is one', async ({ receiver, serve }) => {
    const server = await serve({ ALERT_WEBHOOK_URL: addressOf(receiver) });
    expect(await test(server)).toMatchObject({ channel: 'webhook', result: 'delivered' });
    const [posted] = receiver.posts;
    expect(JSON.parse(posted?.body ?? '')).toMatchObject({
      is_test: true,
      server: null,
      notices: [],
      text: expect.stringContaining('This is a test, sent at 2026-11-20 12:00:00 UTC. Nothing is wrong.'),
    });
    expect(await server.list()).toEqual([]);
  });

  it('that refuses is named with its answer', async ({ receiver, serve }) => {
    receiver.answer = { status: 500, body: `no ${SECRET}` };
    const server = await serve({ ALERT_WEBHOOK_URL: addressOf(receiver), ALERT_WEBHOOK_SECRET: SECRET });
    expect(await test(server)).toEqual({
      channel: 'webhook',
      result: 'failed',
      message: 'It answered 500.',
    });
  });

  it('that sends elsewhere is not followed', async ({ receiver, serve }) => {
    receiver.answer = { status: 307, headers: { location: `${addressOf(receiver)}/elsewhere` } };
    const server = await serve({ ALERT_WEBHOOK_URL: addressOf(receiver) });
    expect(await test(server)).toMatchObject({
      result: 'failed',
      message: expect.stringMatching(/redirect/),
    });
    expect(receiver.posts).toHaveLength(1);
  });

  it('that is not there is named as such', async ({ receiver, serve }) => {
    await receiver.close();
    expect(await test(await serve({ ALERT_WEBHOOK_URL: addressOf(receiver) }))).toMatchObject({
      result: 'failed',
      message: expect.stringMatching(/^It cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:\d+\.$/),
    });
  });

  it('that does not answer is waited for ten seconds', async ({ receiver, serve }) => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort('late'));
    receiver.answer = null;
    expect(await test(await serve({ ALERT_WEBHOOK_URL: addressOf(receiver) }))).toMatchObject({
      result: 'failed',
      message: 'It did not answer within 10 seconds.',
    });
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  it('keeps its secrets out of the log, the alerts and the answers', async ({ receiver, serve, clock }) => {
    const address = addressOf(receiver);
    await receiver.close();
    const server = await serve({ ALERT_WEBHOOK_URL: address, ALERT_WEBHOOK_SECRET: SECRET });
    server.alarms.raise({ ...DISK, title: `No ${SECRET}`, message: address, details: { [KEY]: SECRET } });
    await clock.pass(0);
    await vi.waitFor(() =>
      expect(server.logged()).toContainEqual(expect.objectContaining({ msg: 'alerts did not get through' })),
    );
    const seen = JSON.stringify([await test(server), server.logged(), await server.list()]);
    expect(seen).toContain('[secret]');
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(KEY);
  });
});

function addressOf({ port }: WebhookReceiver): string {
  return `http://127.0.0.1:${port}/hooks/${KEY}`;
}

async function test(server: AlertsServer) {
  const { body } = await call(server, testAlerts, { body: { channel: 'webhook' }, headers: ADMIN });
  return body.channels[0];
}

async function nthPost({ posts }: WebhookReceiver, nth: number): Promise<Posted> {
  return vi.waitFor(() => {
    expect(posts).toHaveLength(nth);
    return posts[nth - 1] as Posted;
  });
}

/** As docs/operations/alerts.md tells those who receive. @param now in seconds. */
function isGenuine({ headers, body }: Posted, secret: string, now: number): boolean {
  const [, time = '', signature = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-bookchat-signature'])) ?? [];
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  return Math.abs(now - Number(time)) <= 300 && timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
