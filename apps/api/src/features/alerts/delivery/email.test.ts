import { testAlerts } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, type AlertsServer, DISK, it } from '../../../../test/alerts-test.ts';
import { call } from '../../../../test/call.ts';
import { type MailServer, refusal } from '../../../../test/mail-server.ts';

const TO = { ALERT_EMAIL_TO: 'alice@example.org', ALERT_EMAIL_FROM: 'bookchat@example.org' };
const USER = 'alerts:p%40ss%2Fword';

describe('an alert by e-mail', () => {
  it('says in plain words what is wrong and what to do', async ({ mailServer, serve, clock }) => {
    const mail = await mailServer();
    const { alarms } = await serve({
      ...TO,
      SMTP_URL: addressOf(mail),
      ALERT_EMAIL_TO: 'alice@example.org, bob@example.org',
      PUBLIC_URL: 'http://localhost:8080/chat/',
    });
    alarms.raise({ ...DISK, severity: 'CRITICAL', details: { free_percent: 2, disk: '/srv/däta' } });
    await clock.pass(0);
    const { from, to, headers, text } = await nthMail(mail, 1);
    expect({ from, to }).toEqual({
      from: 'bookchat@example.org',
      to: ['alice@example.org', 'bob@example.org'],
    });
    expect(headers).toMatchObject({
      from: 'BookChat <bookchat@example.org>',
      to: 'alice@example.org, bob@example.org',
      subject: '[BookChat] CRITICAL: The disk is nearly full',
      'auto-submitted': 'auto-generated',
      'x-priority': '1 (Highest)',
      date: 'Fri, 20 Nov 2026 12:00:00 +0000',
      'message-id': expect.stringMatching(/^<[0-9a-f]{32}@example\.org>$/),
    });
    expect(text.replaceAll(/[0-9a-f-]{36}/g, 'ID').trimEnd()).toBe(
      [
        'CRITICAL: The disk is nearly full',
        '',
        'Make room on it.',
        '',
        '  free_percent: 2',
        '  disk: /srv/däta',
        '',
        'Seen at 2026-11-20 12:00:00 UTC.',
        'More: http://localhost:8080/chat/api/system/alerts/ID',
        'To say that you see to it: POST http://localhost:8080/chat/api/system/alerts/ID/acknowledge',
        '',
        '-- ',
        'BookChat at http://localhost:8080/chat/',
      ].join('\n'),
    );
  });

  it('forms one conversation with all that is said of it', async ({ mailServer, serve, clock }) => {
    const mail = await mailServer();
    const { alarms } = await serve({ ...TO, SMTP_URL: addressOf(mail) });
    alarms.raise(DISK);
    await clock.pass(0);
    const first = await nthMail(mail, 1);
    alarms.raise({ ...DISK, severity: 'CRITICAL' });
    await clock.pass(0);
    const second = await nthMail(mail, 2);
    expect(second.headers['references']).toBe(first.headers['references']);
    expect(second.headers['message-id']).not.toBe(first.headers['message-id']);
    expect(second.headers['subject']).toBe('[BookChat] CRITICAL, before WARNING: The disk is nearly full');
  });

  it('has no header and no line that its text was to forge', async ({ mailServer, serve, clock }) => {
    const mail = await mailServer();
    const { alarms } = await serve({ ...TO, SMTP_URL: addressOf(mail) });
    alarms.raise({
      ...DISK,
      cause: 'forged\r\nX-Cause: yes',
      title: 'Full\r\nBcc: mallory@example.org\r\n\r\nPay here',
      message: 'Old.\r\n.\r\nMAIL FROM:<mallory@example.org>',
      details: { 'name\r\nX-Name: yes': 'value\n\nResolved: all is well' },
    });
    await clock.pass(0);
    const { to, headers, text } = await nthMail(mail, 1);
    expect(to).toEqual(['alice@example.org']);
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['bcc']));
    expect(
      Object.keys(headers)
        .filter((name) => name.startsWith('x-'))
        .toSorted(),
    ).toEqual([]);
    expect(headers['subject']).toBe('[BookChat] WARNING: Full Bcc: mallory@example.org Pay here');
    expect(text).toContain('Old. . MAIL FROM:<mallory@example.org>\n');
    expect(text).toContain('  name X-Name: yes: value Resolved: all is well\n');
    expect(mail.mails).toHaveLength(1);
  });
});

describe('a mail server', () => {
  it('is signed in to with the user and password of its address', async ({ mailServer, serve }) => {
    const mail = await mailServer({
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        if (username === 'alerts' && password === 'p@ss/word') done(null, { user: username });
        else done(new Error('wrong'));
      },
    });
    expect(await test(await serve({ ...TO, SMTP_URL: addressOf(mail, 'smtp', USER) }))).toMatchObject({
      result: 'delivered',
    });
    expect(mail.mails).toMatchObject([
      { user: 'alerts', headers: { subject: '[BookChat] Test: alerts arrive here' } },
    ]);
  });

  it('that refuses the password is named as such, without the password', async ({
    mailServer,
    serve,
    clock,
  }) => {
    const mail = await mailServer({
      onAuth: ({ username, password }, _session, done) =>
        done(refusal(535, `no ${username} with ${password}, ${btoa(`\0${username}\0${password}`)}`)),
    });
    const server = await serve({ ...TO, SMTP_URL: addressOf(mail, 'smtp', USER) });
    expect(await test(server)).toEqual({
      channel: 'email',
      result: 'failed',
      message: expect.stringMatching(
        /^The mail server refuses the user or the password in SMTP_URL: .*535 no alerts with \[secret\], \[secret\]/,
      ),
    });
    server.alarms.raise(DISK);
    await clock.pass(0);
    await vi.waitFor(() => expect(server.alerts.state().status).toBe('degraded'));
    const seen = JSON.stringify([server.logged(), await server.list(), server.alerts.state()]);
    expect(seen).toContain('[secret]');
    expect(seen).not.toMatch(/p@ss|p%40ss|AGFsZXJ0cwBw/);
  });

  it('is spoken to over TLS with smtps', async ({ mailServer, serve }) => {
    const mail = await mailServer({ secure: true });
    const server = await serve({
      ...TO,
      SMTP_URL: `${addressOf(mail, 'smtps')}?tls.rejectUnauthorized=false`,
    });
    expect(await test(server)).toMatchObject({ result: 'delivered' });
    expect(mail.mails).toMatchObject([{ wasEncrypted: true }]);
  });

  it('is spoken to over TLS with smtp too where it offers that', async ({ mailServer, serve }) => {
    const mail = await mailServer({ disabledCommands: [] });
    const server = await serve({ ...TO, SMTP_URL: `${addressOf(mail)}?tls.rejectUnauthorized=false` });
    expect(await test(server)).toMatchObject({ result: 'delivered' });
    expect(mail.mails).toMatchObject([{ wasEncrypted: true }]);
  });

  it.for(['smtp', 'smtps'])(
    'whose certificate nobody vouches for is told nothing by %s',
    async (scheme, { mailServer, serve }) => {
      const mail = await mailServer({ secure: scheme === 'smtps', disabledCommands: [] });
      const server = await serve({ ...TO, SMTP_URL: addressOf(mail, scheme) });
      expect(await test(server)).toMatchObject({
        result: 'failed',
        message: expect.stringMatching(/certificate/),
      });
      expect(mail.mails).toEqual([]);
    },
  );

  it('without TLS is told nothing where TLS is asked for', async ({ mailServer, serve }) => {
    const mail = await mailServer();
    const server = await serve({ ...TO, SMTP_URL: `${addressOf(mail)}?requireTLS=true` });
    expect(await test(server)).toMatchObject({ result: 'failed' });
    expect(mail.mails).toEqual([]);
  });

  it('cannot be made to print what is said to it', async ({ mailServer, serve }) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const mail = await mailServer();
    const server = await serve({
      ...TO,
      SMTP_URL: `${addressOf(mail)}?logger=true&debug=true&sendmail=true`,
    });
    expect(await test(server)).toMatchObject({ result: 'delivered' });
    expect(print).not.toHaveBeenCalled();
    expect(mail.mails).toHaveLength(1);
  });

  it('that refuses one of several recipients has the others told, and that said', async ({
    mailServer,
    serve,
    clock,
  }) => {
    const mail = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('bob') ? refusal(550, 'nobody here') : null),
    });
    const server = await serve({
      ...TO,
      SMTP_URL: addressOf(mail),
      ALERT_EMAIL_TO: 'alice@example.org,bob@example.org',
    });
    server.alarms.raise(DISK);
    await clock.pass(0);
    expect(await nthMail(mail, 1)).toMatchObject({ to: ['alice@example.org'] });
    await vi.waitFor(() =>
      expect(server.alerts.state()).toEqual({
        status: 'degraded',
        message: 'By email: The mail server refuses bob@example.org.',
      }),
    );
    expect(await server.list({ state: 'open' })).toMatchObject([
      { cause: 'alerts.email', severity: 'WARNING', title: 'Alerts do not reach people by e-mail' },
      { cause: 'disk_space' },
    ]);
  });

  it('that refuses the only recipient is not asked again, and that is said', async ({
    mailServer,
    serve,
    clock,
  }) => {
    const mail = await mailServer({
      onRcptTo: (_address, _session, done) => done(refusal(550, 'nobody here')),
    });
    const server = await serve({ ...TO, SMTP_URL: addressOf(mail) });
    server.alarms.raise(DISK);
    await clock.pass(0);
    await vi.waitFor(() => expect(server.alerts.state().status).toBe('degraded'));
    expect(server.alerts.state().message).toMatch(
      /^By email: The mail server refuses the sender or every recipient: .*550 nobody here/,
    );
    await clock.pass(2 * 60 * 60_000);
    const lines = server.logged().map(({ msg }) => msg);
    expect(lines.filter((line) => line === 'alerts did not get through')).toHaveLength(1);
    expect(lines.filter((line) => String(line).startsWith('alerts were given up'))).toHaveLength(1);
  });

  it('that is not there is named as such', async ({ mailServer, serve }) => {
    const mail = await mailServer();
    await mail.close();
    expect(await test(await serve({ ...TO, SMTP_URL: addressOf(mail) }))).toEqual({
      channel: 'email',
      result: 'failed',
      message: expect.stringMatching(/^The mail server cannot be reached: connect ECONNREFUSED/),
    });
  });

  it('that has no such name is named as such', async ({ serve }) => {
    expect(await test(await serve({ ...TO, SMTP_URL: 'smtp://nowhere.invalid' }))).toEqual({
      channel: 'email',
      result: 'failed',
      message: expect.stringMatching(/^The mail server (?:is not found|cannot be reached): /),
    });
  });
});

function addressOf({ port }: MailServer, scheme = 'smtp', user = ''): string {
  return `${scheme}://${user === '' ? '' : `${user}@`}127.0.0.1:${port}`;
}

async function test(server: AlertsServer) {
  const { body } = await call(server, testAlerts, { body: { channel: 'email' }, headers: ADMIN });
  return body.channels[0];
}

async function nthMail({ mails }: MailServer, nth: number) {
  return vi.waitFor(() => {
    expect(mails).toHaveLength(nth);
    return mails[nth - 1] as (typeof mails)[number];
  });
}
