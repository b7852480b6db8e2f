import { acknowledgeAlert, resolveAlert } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, type AlertsServer, it as base, DISK } from '../../../../test/alerts-test.ts';
import { call } from '../../../../test/call.ts';
import { refusal } from '../../../../test/mail-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const CRITICAL = { ...DISK, severity: 'CRITICAL' as const };
const SENT = 'alerts went out';
const FAILED = 'alerts did not get through';

interface Letter {
  readonly id: string;
  readonly notices: { kind: string; alert: { cause: string; severity: string; state: string } }[];
  readonly more: number;
  readonly text: string;
}

/** A test with servers that post their alerts to a receiver, and with the letters that arrived there. */
const it = base
  .extend('hook', ({ receiver }) => ({ ALERT_WEBHOOK_URL: `http://127.0.0.1:${receiver.port}/` }))
  .extend('hooked', ({ serve, hook }) => serve(hook))
  .extend(
    'letters',
    ({ receiver }) =>
      () =>
        receiver.posts.map(({ body }) => JSON.parse(body) as Letter),
  )
  /** What each letter said: kind and cause, with `+` between those that came together. */
  .extend(
    'told',
    ({ letters }) =>
      () =>
        letters().map(({ notices }) =>
          notices.map(({ kind, alert }) => `${kind} ${alert.cause}`).join(' + '),
        ),
  );

describe('a channel', () => {
  it('is told of the beginning, of worse and of the end, and of no repeat', async ({
    hooked: server,
    clock,
    until,
    told,
  }) => {
    server.alarms.raise(DISK);
    await until(server, SENT, 1);
    server.alarms.raise(DISK);
    await clock.pass(HOUR_MS);
    server.alarms.raise(CRITICAL);
    await until(server, SENT, 2);
    server.alarms.raise(DISK);
    server.alarms.clear(DISK.cause);
    await clock.pass(5 * MINUTE_MS - 1);
    expect(told()).toHaveLength(2);
    await clock.pass(1);
    await until(server, SENT, 3);
    await clock.pass(7 * DAY_MS);
    expect(told()).toEqual(['opened disk_space', 'escalated disk_space', 'resolved disk_space']);
  });

  it('is told once of what comes and goes, and of its end once that is sure', async ({
    hooked: server,
    clock,
    until,
    told,
  }) => {
    for (let nth = 0; nth < 30; nth++) {
      server.alarms.raise(DISK);
      if (nth === 0) await until(server, SENT, 1);
      await clock.pass(MINUTE_MS);
      server.alarms.clear(DISK.cause);
      await clock.pass(4 * MINUTE_MS);
    }
    await clock.pass(MINUTE_MS);
    await until(server, SENT, 2);
    expect(told()).toEqual(['opened disk_space', 'resolved disk_space']);
  });

  it('is told only of what is bad enough for it', async ({ serve, hook, clock, mailServer, until, told }) => {
    const mail = await mailServer();
    const server = await serve({
      ...hook,
      ALERT_WEBHOOK_SEVERITY: 'INFO',
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      ALERT_EMAIL_TO: 'alice@example.org',
      ALERT_EMAIL_SEVERITY: 'CRITICAL',
    });
    server.alarms.raise({ ...DISK, cause: 'backup', severity: 'INFO', isOver: true });
    await until(server, SENT, 1);
    server.alarms.raise(DISK);
    await until(server, SENT, 2);
    expect(mail.mails).toEqual([]);
    server.alarms.raise(CRITICAL);
    await until(server, SENT, 4);
    expect(mail.mails).toMatchObject([
      { headers: { subject: '[BookChat] CRITICAL: The disk is nearly full' } },
    ]);
    await clock.pass(HOUR_MS);
    expect(told()).toEqual(['opened backup', 'opened disk_space', 'escalated disk_space']);
  });

  it('hears nothing of the end of what is only worth knowing', async ({
    serve,
    hook,
    clock,
    until,
    told,
  }) => {
    const server = await serve({ ...hook, ALERT_WEBHOOK_SEVERITY: 'INFO' });
    server.alarms.raise({ ...DISK, severity: 'INFO' });
    await until(server, SENT, 1);
    server.alarms.clear(DISK.cause);
    await clock.pass(DAY_MS);
    expect(told()).toEqual(['opened disk_space']);
  });

  it('is reminded each day of what is critical, until somebody sees to it', async ({
    hooked: server,
    clock,
    until,
    told,
  }) => {
    server.alarms.raise(CRITICAL);
    await until(server, SENT, 1);
    server.alarms.raise({ ...DISK, cause: 'lesser' });
    await until(server, SENT, 2);
    await clock.pass(DAY_MS - 1);
    expect(told()).toHaveLength(2);
    await clock.pass(1);
    await until(server, SENT, 3);
    await clock.pass(DAY_MS);
    await until(server, SENT, 4);
    await handle(server, acknowledgeAlert, DISK.cause);
    await clock.pass(3 * DAY_MS);
    expect(told().slice(2)).toEqual(['reminder disk_space', 'reminder disk_space']);
  });

  it('is told at once when somebody resolves what it knows of', async ({
    hooked: server,
    clock,
    until,
    told,
  }) => {
    server.alarms.raise(DISK);
    await until(server, SENT, 1);
    await handle(server, resolveAlert, DISK.cause);
    await until(server, SENT, 2);
    server.alarms.raise(DISK);
    await until(server, SENT, 3);
    await clock.pass(HOUR_MS);
    expect(told()).toEqual(['opened disk_space', 'resolved disk_space', 'opened disk_space']);
  });

  it('does not hold up another', async ({ serve, hook, mailServer, until, told }) => {
    const mail = await mailServer();
    await mail.close();
    const server = await serve({
      ...hook,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      ALERT_EMAIL_TO: 'alice@example.org',
    });
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    await until(server, SENT, 1);
    expect(told()).toEqual(['opened disk_space']);
  });
});

describe('a letter that does not arrive', () => {
  it('is tried nine times in about an hour, then given up, which the others tell', async ({
    serve,
    hook,
    receiver,
    clock,
    mailServer,
    until,
  }) => {
    const mail = await mailServer();
    const server = await serve({
      ...hook,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      ALERT_EMAIL_TO: 'alice@example.org',
    });
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, SENT, 1);
    const triedAt: number[] = [];
    for (let tries = 1; tries <= 9; tries++) {
      await until(server, FAILED, tries);
      triedAt.push(clock.now() / MINUTE_MS);
      expect(server.alerts.state().status).toBe(tries < 9 ? 'healthy' : 'degraded');
      while (tries < 9 && receiver.posts.length === tries) {
        await clock.pass(5_000);
        await settle();
      }
    }
    const pauses = triedAt.slice(1).map((at, nth) => at - (triedAt[nth] as number));
    for (const [nth, least] of [0.5, 1, 2, 4, 8, 15, 15, 15].entries()) {
      expect(pauses[nth]).toBeGreaterThanOrEqual(least * 0.75);
      expect(pauses[nth]).toBeLessThanOrEqual(least * 1.25 + 0.2);
    }
    expect(server.alerts.state()).toEqual({
      status: 'degraded',
      message: 'By webhook: It answered 503.',
    });
    await until(server, SENT, 2);
    expect(mail.mails.at(-1)).toMatchObject({
      headers: { subject: '[BookChat] WARNING: Alerts do not reach people by the webhook' },
      text: expect.stringContaining('It answered 503. Look at the settings ALERT_WEBHOOK_URL'),
    });
    await clock.pass(12 * HOUR_MS);
    expect(receiver.posts).toHaveLength(9);
  });

  it('is told after all once the channel works again, if it still matters', async ({
    hooked: server,
    receiver,
    clock,
    until,
    told,
  }) => {
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    server.alarms.raise({ ...DISK, cause: 'over_by_then' });
    await giveUp(server, clock);
    await clock.pass(20 * MINUTE_MS);
    await until(server, 'alerts were given up', 2);
    server.alarms.clear('over_by_then');
    receiver.answer = { status: 200, body: 'thank you' };
    const before = receiver.posts.length;
    server.alarms.raise({ ...DISK, cause: 'news' });
    await clock.pass(20 * MINUTE_MS);
    await until(server, SENT, 2);
    expect(told().slice(before)).toEqual(['opened news', 'opened disk_space']);
    expect(server.alerts.state().status).toBe('healthy');
    expect(await server.list({ state: 'resolved' })).toMatchObject([
      { cause: 'alerts.webhook' },
      { cause: 'over_by_then' },
    ]);
  });

  it('is the same letter each time', async ({ hooked: server, receiver, clock, until, letters }) => {
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    receiver.answer = { status: 200 };
    await clock.pass(MINUTE_MS);
    await until(server, SENT, 1);
    const [first, second] = letters();
    expect(second?.id).toBe(first?.id);
    expect(server.alerts.state().status).toBe('healthy');
  });

  it('comes together with what has happened since', async ({
    hooked: server,
    receiver,
    clock,
    until,
    told,
    letters,
  }) => {
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    server.alarms.raise({ ...DISK, cause: 'second' });
    server.alarms.raise({ ...CRITICAL, cause: 'third' });
    receiver.answer = { status: 200 };
    await clock.pass(MINUTE_MS);
    await until(server, SENT, 1);
    expect(told()).toEqual(['opened disk_space', 'opened third + opened disk_space + opened second']);
    expect(letters().at(-1)?.text).toMatch(/^\[BookChat\] CRITICAL: The disk is nearly full, and 2 more\n/);
  });

  it('of something that is over by then says so, and is the last one', async ({
    hooked: server,
    receiver,
    clock,
    until,
    letters,
  }) => {
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    await clock.pass(1_000);
    server.alarms.clear(DISK.cause);
    receiver.answer = { status: 200 };
    await clock.pass(MINUTE_MS);
    await until(server, SENT, 1);
    expect(letters().at(-1)).toMatchObject({
      notices: [{ kind: 'opened', alert: { state: 'resolved' } }],
      text: expect.stringContaining('Over since 2026-11-20 12:00:01 UTC.'),
    });
    await clock.pass(DAY_MS);
    expect(receiver.posts).toHaveLength(2);
  });

  it('is told anew when what was over is back', async ({ hooked: server, receiver, clock, until, told }) => {
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    server.alarms.clear(DISK.cause);
    receiver.answer = { status: 200 };
    await clock.pass(MINUTE_MS);
    await until(server, SENT, 1);
    server.alarms.raise(DISK);
    await until(server, SENT, 2);
    expect(told().slice(1)).toEqual(['opened disk_space', 'opened disk_space']);
  });

  it('is of no use when somebody has resolved what it tells', async ({
    hooked: server,
    receiver,
    clock,
    until,
  }) => {
    receiver.answer = { status: 503 };
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    await handle(server, resolveAlert, DISK.cause);
    await clock.pass(DAY_MS);
    expect(receiver.posts).toHaveLength(1);
  });

  it('because of a busy mail server arrives with the next try', async ({
    serve,
    clock,
    mailServer,
    until,
  }) => {
    let tries = 0;
    const mail = await mailServer({
      onMailFrom(_address, _session, done) {
        tries += 1;
        done(tries === 1 ? refusal(451, 'greylisted, come back later') : null);
      },
    });
    const server = await serve({
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      ALERT_EMAIL_TO: 'alice@example.org',
    });
    server.alarms.raise(DISK);
    await until(server, FAILED, 1);
    expect(mail.mails).toEqual([]);
    await clock.pass(MINUTE_MS);
    await until(server, SENT, 1);
    expect(mail.mails).toMatchObject([
      { headers: { subject: '[BookChat] WARNING: The disk is nearly full' } },
    ]);
  });
});

describe('the limit of an hour', () => {
  it('gathers what is beyond it, until it allows another letter', async ({
    serve,
    hook,
    clock,
    until,
    told,
    letters,
  }) => {
    const server = await serve({ ...hook, ALERT_MAX_PER_HOUR: '3' });
    for (const nth of [1, 2, 3]) {
      server.alarms.raise({ ...DISK, cause: `cause_${nth}` });
      await until(server, SENT, nth);
      await clock.pass(MINUTE_MS);
    }
    for (let nth = 4; nth <= 16; nth++) server.alarms.raise({ ...DISK, cause: `cause_${nth}` });
    await clock.pass(57 * MINUTE_MS - 1);
    expect(told()).toHaveLength(3);
    await clock.pass(1);
    await until(server, SENT, 4);
    expect(letters().at(-1)?.notices).toHaveLength(13);
    expect(letters().at(-1)?.text).toMatch(/^\[BookChat\] WARNING: The disk is nearly full, and 12 more\n/);
  });

  it('makes one letter of a flood', async ({ serve, hook, until, letters }) => {
    const server = await serve({ ...hook, ALERT_MAX_PER_HOUR: '10' });
    for (let nth = 0; nth < 200; nth++)
      server.alarms.raise({ ...DISK, title: `Disk ${nth}`, cause: `cause_${nth}` });
    await until(server, SENT, 1);
    const [letter] = letters();
    expect(letter?.notices).toHaveLength(50);
    expect(letter?.more).toBe(150);
    expect(letter?.text).toContain('\nMake room on it.\n');
    expect(letter?.text).toContain('\n- WARNING: Disk 119\n- and 80 more, which the list of alerts shows\n');
    expect(letter?.text).not.toContain('Disk 120');
  });

  it('keeps a part for what is critical', async ({ serve, hook, clock, until, told }) => {
    const server = await serve({ ...hook, ALERT_MAX_PER_HOUR: '4' });
    for (const nth of [1, 2, 3]) {
      server.alarms.raise({ ...DISK, cause: `cause_${nth}` });
      await until(server, SENT, nth);
    }
    server.alarms.raise({ ...DISK, cause: 'fourth' });
    await clock.pass(MINUTE_MS);
    expect(told()).toHaveLength(3);
    server.alarms.raise({ ...CRITICAL, cause: 'worst' });
    await until(server, SENT, 4);
    expect(told().at(-1)).toBe('opened worst + opened fourth');
  });
});

describe('after a restart', () => {
  it('nobody is told twice', async ({ serve, hook, clock, until, told }) => {
    const before = await serve(hook);
    before.alarms.raise(CRITICAL);
    await until(before, SENT, 1);
    await before.close();
    const after = await serve(hook);
    after.alarms.raise(CRITICAL);
    await clock.pass(DAY_MS);
    await until(after, SENT, 1);
    expect(told()).toEqual(['opened disk_space', 'reminder disk_space']);
  });

  it('nobody is forgotten, neither of a beginning nor of an end', async ({
    serve,
    hook,
    receiver,
    until,
    letters,
    told,
  }) => {
    const before = await serve(hook);
    before.alarms.raise({ ...DISK, cause: 'known' });
    await until(before, SENT, 1);
    receiver.answer = { status: 503 };
    before.alarms.clear('known');
    before.alarms.raise(DISK);
    await until(before, FAILED, 1);
    await before.close();
    receiver.answer = { status: 200 };
    const after = await serve(hook);
    await until(after, SENT, 2);
    expect(told()).toEqual(['opened known', 'opened disk_space', 'resolved known', 'opened disk_space']);
    const [, failed, , arrived] = letters();
    expect(arrived?.id).toBe(failed?.id);
    await after.close();
    await (await serve(hook)).close();
    expect(told()).toHaveLength(4);
  });

  it('what was given up is tried again, as the address may be another', async ({
    serve,
    hook,
    receiver,
    clock,
    until,
    told,
  }) => {
    const before = await serve(hook);
    receiver.answer = { status: 503 };
    before.alarms.raise(DISK);
    await giveUp(before, clock);
    await before.close();
    receiver.answer = { status: 200 };
    const after = await serve(hook);
    await until(after, SENT, 1);
    expect(told().at(-1)).toBe('opened disk_space');
    expect(await after.list({ state: 'resolved' })).toMatchObject([{ cause: 'alerts.webhook' }]);
  });

  it('a channel that is new is told of what is open, and one that is gone waits for nothing', async ({
    serve,
    hook,
    clock,
    until,
    told,
  }) => {
    const before = await serve();
    before.alarms.raise(DISK);
    await before.close();
    const between = await serve(hook);
    await until(between, SENT, 1);
    between.alarms.clear(DISK.cause);
    await between.close();
    expect(told()).toEqual(['opened disk_space']);
    const after = await serve();
    await clock.pass(DAY_MS);
    expect(await after.list()).toMatchObject([{ state: 'resolved' }]);
  });
});

describe('a stop', () => {
  it('lets a letter that is on its way arrive', async ({ hooked: server, receiver, clock, told }) => {
    receiver.answer = null;
    server.alarms.raise(DISK);
    await clock.pass(0);
    await vi.waitFor(() => expect(receiver.posts).toHaveLength(1));
    receiver.answer = { status: 200 };
    server.alarms.raise({ ...DISK, cause: 'next' });
    const closed = server.close();
    receiver.release();
    await closed;
    expect(told()).toEqual(['opened disk_space']);
    expect(server.logged()).toContainEqual(expect.objectContaining({ msg: SENT }));
  });

  it('waits two seconds for one that does not, which the next start brings', async ({
    serve,
    hook,
    receiver,
    clock,
    until,
    told,
  }) => {
    receiver.answer = null;
    const before = await serve(hook);
    before.alarms.raise(DISK);
    await clock.pass(0);
    await vi.waitFor(() => expect(receiver.posts).toHaveLength(1));
    const closed = before.close();
    let isClosed = false;
    void closed.then(() => {
      isClosed = true;
    });
    await settle();
    await clock.pass(1_999);
    expect(isClosed).toBe(false);
    await clock.pass(1);
    await closed;
    receiver.answer = { status: 200 };
    const after = await serve(hook);
    await until(after, SENT, 1);
    expect(told()).toEqual(['opened disk_space', 'opened disk_space']);
    expect(before.logged().map(({ msg }) => msg)).not.toContain(FAILED);
  });
});

async function handle(
  server: AlertsServer,
  endpoint: typeof acknowledgeAlert | typeof resolveAlert,
  cause: string,
): Promise<void> {
  const alert = (await server.list()).find((each) => each.cause === cause);
  await call(server, endpoint, { params: { id: alert?.id ?? '' }, headers: ADMIN });
}

/** Lets time pass until the channel is given up. */
async function giveUp(server: AlertsServer, clock: { pass(ms: number): Promise<void> }): Promise<void> {
  await vi.waitFor(
    async () => {
      await clock.pass(MINUTE_MS);
      expect(server.alerts.state().status).toBe('degraded');
    },
    { timeout: 15_000, interval: 5 },
  );
}

/** Long enough for an answer on the loopback, if there is one. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
