import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAlerts, listKeys } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { makeKey } from '../../../test/make-key.ts';
import { it as base } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../test/start-test-server.ts';
import type { Alarm } from '../../plugins/alarms.ts';

const DAY = 86_400_000;
const GITHUB = { GITHUB_TOKEN: 'ghp_canary_one' };
const SECRETS = {
  ...GITHUB,
  ADMIN_TOKEN: TEST_ADMIN_TOKEN,
  SMTP_URL: 'smtp://bot:canary-password@127.0.0.1:1',
  ALERT_EMAIL_TO: 'ops@example.org',
  ALERT_WEBHOOK_URL: 'http://127.0.0.1:1/canary-key-of-2026',
  ALERT_WEBHOOK_SECRET: 'canary-signing-key',
};

/** Servers on one data folder and by one clock, and a look of each at its secrets. */
const it = base
  .extend('clock', () => createClock())
  .extend(
    'serve',
    ({ start, folder, clock }) =>
      (env: Readonly<Record<string, string>> = {}) =>
        start.server({ DATA_DIR: folder, ...env }, { clock }),
  )
  .extend('look', ({ clock }) => async (server: TestServer) => {
    const alarms = new Map<string, Alarm>();
    const cleared: string[] = [];
    server.app.alarms.listen({
      raised: (alarm) => void alarms.set(alarm.cause, alarm),
      cleared: (cause) => void cleared.push(cause),
    });
    const at = new Date(clock.now()).toISOString();
    await server.app.scheduler.trigger('api_keys');
    const findRun = () => server.app.scheduler.list().find(({ name }) => name === 'api_keys')?.last_run;
    await vi.waitFor(() => expect(findRun()?.started_at).toBe(at), { timeout: 5_000 });
    return { alarms, cleared, run: findRun() };
  });

describe('the ages of the secrets', () => {
  it('are none of anybody’s concern while they are young', async ({ clock, serve, look }) => {
    const server = await serve(SECRETS);
    await look(server);
    clock.jump(59 * DAY);
    const { alarms, run } = await look(server);
    expect(run).toMatchObject({
      result: 'ok',
      message:
        'Days since each was changed: ADMIN_TOKEN 59, GITHUB_TOKEN 59, SMTP_URL 59, ALERT_WEBHOOK_URL 59, ' +
        'ALERT_WEBHOOK_SECRET 59.',
    });
    expect([...alarms.keys()].filter((cause) => cause.startsWith('secret_age'))).toEqual([]);
  });

  it('are told of from the 60th day on, with what to do', async ({ clock, serve, look }) => {
    const server = await serve(SECRETS);
    await look(server);
    clock.jump(60 * DAY);
    const { alarms } = await look(server);
    expect([...alarms.keys()]).toEqual([
      'secret_age.admin_token',
      'secret_age.github_token',
      'secret_age.smtp_url',
      'secret_age.alert_webhook_url',
      'secret_age.alert_webhook_secret',
    ]);
    expect(alarms.get('secret_age.github_token')).toEqual({
      cause: 'secret_age.github_token',
      severity: 'WARNING',
      title: 'GITHUB_TOKEN is 60 days old',
      message:
        'GITHUB_TOKEN has been the same for 60 days, and 60 are the limit (KEY_ROTATION_DAYS): the longer a secret is in ' +
        'use, the more places may hold a copy. Make a new token on GitHub, give it to the server on the page of the ' +
        'operators or by `bookchat keys rotate-github`, which tries it first, and delete the old one on GitHub. ' +
        'This ends by itself then.',
      details: {
        secret: 'GITHUB_TOKEN',
        age_days: 60,
        limit_days: 60,
        first_seen_at: '2026-11-20T12:00:00.000Z',
        last_rotated_at: null,
        rotations: 0,
      },
    });
    expect(alarms.get('secret_age.admin_token')?.message).toContain('Set ADMIN_TOKEN to a new one');
  });

  it('are held to the limit that is configured', async ({ clock, serve, look }) => {
    const server = await serve({ ...GITHUB, KEY_ROTATION_DAYS: '7' });
    await look(server);
    clock.jump(8 * DAY);
    expect((await look(server)).alarms.has('secret_age.github_token')).toBe(true);
  });

  it('go on over restarts', async ({ clock, serve, look }) => {
    const before = await serve(GITHUB);
    await look(before);
    await before.close();
    clock.jump(61 * DAY);
    expect((await look(await serve(GITHUB))).alarms.has('secret_age.github_token')).toBe(true);
  });

  it('begin anew with a change, which ends the warning and is counted', async ({ clock, serve, look }) => {
    const before = await serve(GITHUB);
    await look(before);
    await before.close();
    clock.jump(61 * DAY);
    const server = await serve({ GITHUB_TOKEN: 'ghp_canary_two' });
    const { cleared, alarms } = await look(server);
    expect(cleared).toContain('secret_age.github_token');
    expect(alarms.has('secret_age.github_token')).toBe(false);
    const token = (await listSecrets(server)).find(({ name }) => name === 'GITHUB_TOKEN');
    expect(token).toMatchObject({
      status: 'active',
      first_seen_at: '2026-11-20T12:00:00.000Z',
      last_rotated_at: '2027-01-20T12:00:00.000Z',
      age_days: 0,
      rotations: 1,
    });
    clock.jump(61 * DAY);
    const later = await look(server);
    expect(later.alarms.get('secret_age.github_token')?.details).toMatchObject({
      first_seen_at: '2026-11-20T12:00:00.000Z',
      age_days: 61,
      rotations: 1,
    });
  });

  it('are forgotten with a secret that is no longer configured', async ({ clock, serve, look }) => {
    const before = await serve(GITHUB);
    await look(before);
    await before.close();
    clock.jump(61 * DAY);
    const server = await serve();
    const { cleared, alarms } = await look(server);
    expect(cleared).toContain('secret_age.github_token');
    expect([...alarms.keys()]).toEqual(['secret_age.admin_token']);
    expect(await readRow(server, 'GITHUB_TOKEN')).toBeUndefined();
  });

  it('of a token that BookChat made come with how to have another made', async ({ clock, serve, look }) => {
    const server = await serve();
    await look(server);
    clock.jump(61 * DAY);
    const { alarms } = await look(server);
    expect(alarms.get('secret_age.admin_token')?.message).toContain('Remove the file admin-token');
  });

  it('are not those of a mail server without a password', async ({ serve, look }) => {
    const server = await serve({ SMTP_URL: 'smtp://127.0.0.1:1', ALERT_EMAIL_TO: 'ops@example.org' });
    expect((await look(server)).run?.message).toBe('Days since each was changed: ADMIN_TOKEN 0.');
  });

  it.for([
    ['http://alerts.internal:9000/hooks/bookchat', false],
    ['http://alerts.internal/hooks/all-alerts-of-bookchat', false],
    ['https://hooks.example.org/services/T024/B024/aVeryLongKeyOfTheReceiver', true],
    ['https://hooks.example.org/5f0c1a9e-66b1-4a8c-9d11-0a4f6f1f2b77', true],
    ['https://bookchat:key@hooks.example.org/', true],
    ['https://hooks.example.org/?key=1', true],
  ] as const)('of the address %s: watched is %s', async ([address, isWatched], { serve, look }) => {
    const server = await serve({ ALERT_WEBHOOK_URL: address });
    const { run } = await look(server);
    expect(run?.message.includes('ALERT_WEBHOOK_URL')).toBe(isWatched);
  });

  it('are not measured from a time that lies ahead', async ({ clock, serve, look }) => {
    const server = await serve();
    await look(server);
    clock.jump(-90 * DAY);
    await look(server);
    clock.jump(61 * DAY);
    expect((await look(server)).alarms.get('secret_age.admin_token')?.details).toMatchObject({
      age_days: 61,
    });
  });

  it('are looked at in the first seconds after each start', async ({ clock, serve, look }) => {
    const before = await serve(GITHUB);
    await look(before);
    await before.close();
    clock.jump(DAY);
    const server = await serve({ GITHUB_TOKEN: 'ghp_canary_two', SECRET_EXPIRY: 'GITHUB_TOKEN=2026-12-01' });
    await vi.waitFor(async () => {
      await clock.pass(1_000);
      expect(await listOpen(server)).toContain('secret_expiry.github_token');
    });
    expect(await readRow(server, 'GITHUB_TOKEN')).toMatchObject({ rotations: 1 });
  });

  it('are those of API keys as well', async ({ clock, serve, look }) => {
    const before = await serve();
    await look(before);
    const { key } = await makeKey(before, 'read');
    await before.close();
    clock.jump(80 * DAY);
    const server = await serve();
    await vi.waitFor(async () => {
      await clock.pass(1_000);
      expect(await listOpen(server)).toEqual(
        expect.arrayContaining([`api_key_expiry.${key.id}`, 'secret_age.admin_token']),
      );
    });
  });
});

describe('a secret of another program', () => {
  const OTHERS = {
    OPENAI_API_KEY: 'sk-canary-of-openai',
    WATCHED_SECRETS: 'STRIPE_KEY,DEEPL_KEY',
    STRIPE_KEY: 'sk_canary_of_stripe',
  };

  it('is watched where it is named, or well known and set', async ({ clock, serve, look }) => {
    const server = await serve(OTHERS);
    await look(server);
    const others = (await listSecrets(server)).filter(({ name }) =>
      /^(?:OPENAI|GEMINI|STRIPE|DEEPL)/.test(name),
    );
    expect(others.map(({ name, status }) => [name, status])).toEqual([
      ['STRIPE_KEY', 'active'],
      ['DEEPL_KEY', 'not_set'],
      ['OPENAI_API_KEY', 'active'],
    ]);
    clock.jump(60 * DAY);
    const { alarms } = await look(server);
    expect(alarms.get('secret_age.openai_api_key')?.message).toContain('set OPENAI_API_KEY to it');
    expect(JSON.stringify([...alarms.values(), await listSecrets(server)])).not.toContain('canary');
  });

  it('has a change of its value counted', async ({ clock, serve, look }) => {
    const before = await serve(OTHERS);
    await look(before);
    await before.close();
    clock.jump(10 * DAY);
    const server = await serve({ ...OTHERS, STRIPE_KEY: 'sk_canary_two' });
    await look(server);
    expect((await listSecrets(server)).find(({ name }) => name === 'STRIPE_KEY')).toMatchObject({
      rotations: 1,
      age_days: 0,
      last_rotated_at: '2026-11-30T12:00:00.000Z',
    });
  });

  it.for([
    [15, 'active', undefined],
    [14, 'expiring', 'WARNING'],
    [1, 'expiring', 'WARNING'],
    [0, 'expired', 'CRITICAL'],
  ] as const)('that ends in %i days is %s', async ([days, status, severity], { clock, serve, look }) => {
    const server = await serve({ ...OTHERS, SECRET_EXPIRY: 'STRIPE_KEY=2027-01-01,SMTP_URL=2027-01-01' });
    clock.jump(Date.parse('2027-01-01T00:00:00Z') - days * DAY - clock.now());
    const { alarms } = await look(server);
    expect((await listSecrets(server)).find(({ name }) => name === 'STRIPE_KEY')?.status).toBe(status);
    expect(alarms.get('secret_expiry.stripe_key')?.severity).toBe(severity);
  });
});

describe('an end that somebody wrote down for a secret', () => {
  it('is no longer its own once the secret was changed after it', async ({ clock, serve, look }) => {
    const env = { WATCHED_SECRETS: 'STRIPE_KEY', SECRET_EXPIRY: 'STRIPE_KEY=2027-01-01' };
    const before = await serve({ ...env, STRIPE_KEY: 'sk_canary_old' });
    await look(before);
    clock.jump(Date.parse('2027-01-02T00:00:00Z') - clock.now());
    expect((await look(before)).alarms.get('secret_expiry.stripe_key')?.severity).toBe('CRITICAL');
    await before.close();
    clock.jump(60_000);
    const server = await serve({ ...env, STRIPE_KEY: 'sk_canary_new' });
    const { alarms } = await look(server);
    expect(alarms.has('secret_expiry.stripe_key')).toBe(false);
    const stripe = (await listSecrets(server)).find(({ name }) => name === 'STRIPE_KEY');
    expect(stripe).toMatchObject({ status: 'active', expires_at: null, rotations: 1 });
  });
});

describe('what is kept of a secret', () => {
  it('is neither the secret nor anything that tells two servers use the same', async ({
    start,
    clock,
    look,
  }) => {
    const servers = [await start.server(SECRETS, { clock }), await start.server(SECRETS, { clock })];
    for (const server of servers) await look(server);
    const rows = await Promise.all(servers.map((server) => readRow(server, 'SMTP_URL')));
    expect(rows[0]?.fingerprint).toMatch(/^[0-9a-f]{4}$/);
    expect(rows[0]?.salt).not.toBe(rows[1]?.salt);
    for (const { config } of servers) {
      const files = ['bookchat.db', 'bookchat.db-wal']
        .map((name) => join(config.dataDir, name))
        .filter(existsSync);
      const kept = files.map((file) => readFileSync(file, 'latin1')).join('');
      expect(kept).toContain('SMTP_URL');
      expect(kept).not.toContain('canary');
      expect(kept).not.toContain(TEST_ADMIN_TOKEN);
    }
  });
});

async function listSecrets(server: TestServer) {
  const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
  return (await call(server, listKeys, { headers })).body.secrets;
}

async function listOpen(server: TestServer): Promise<string[]> {
  const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
  const { alerts } = (await call(server, listAlerts, { headers })).body;
  return alerts.filter(({ resolved_at }) => resolved_at === null).map(({ cause }) => cause);
}

function readRow(server: TestServer, name: string) {
  return server.database.kysely
    .selectFrom('watched_secrets')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
}
