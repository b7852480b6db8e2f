import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKey, listKeys, listMessages, revokeKey, rotateKey } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { makeKey, toHeaders } from '../../../test/make-key.ts';
import { asAdmin, backUp, query, restore } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const it = base.extend('clock', () => createClock()).extend('parts', ({ clock }) => ({ clock }));

describe('an API key', () => {
  it('is made with its secret, and then shown without', async ({ server }) => {
    const body = { name: ' nightly report ', scopes: ['read', 'monitor'] } as const;
    const { status, body: made } = await call(server, createKey, {
      headers: asAdmin,
      body: { ...body, scopes: [...body.scopes] },
    });
    expect(status).toBe(201);
    expect(made.key).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{12}$/),
      name: 'nightly report',
      owner: null,
      scopes: ['read', 'monitor'],
      rooms: null,
      other_rooms: 0,
      status: 'active',
      created_at: '2026-11-20T12:00:00.000Z',
      expires_at: '2027-02-18T12:00:00.000Z',
      rotated_at: null,
      rotations: 0,
      previous_valid_until: null,
      last_used_at: null,
      revoked_at: null,
    });
    const listed = await call(server, listKeys, { headers: asAdmin });
    expect(listed.body.keys).toEqual([made.key]);
    expect(JSON.stringify(listed.body)).not.toContain(made.secret.slice(-43));
  });

  it.for([
    { name: '', scopes: ['read'] },
    { name: 'x', scopes: [] },
    { name: 'x', scopes: ['read', 'read'] },
    { name: 'x', scopes: ['everything'] },
    { name: 'x\u0000', scopes: ['read'] },
    { name: 'x', scopes: ['read'], expires_in_days: 0 },
    { name: 'x', scopes: ['read'], expires_in_days: 366 },
    { name: 'x', scopes: ['read'], secret: 'mine' },
  ])('is not made of %j', async (body, { server }) => {
    expect((await callRefused(server, createKey, { headers: asAdmin, body })).body.code).toBe(
      'validation_failed',
    );
  });

  it.for([0, 366, 1.5, '90'])('for %j days is refused, with what would do', async (days, { server }) => {
    const body = { name: 'x', scopes: ['read' as const], expires_in_days: days as number };
    const made = await callRefused(server, createKey, { headers: asAdmin, body });
    expect(made.body.errors).toEqual([
      {
        path: 'expires_in_days',
        message: 'The days until a key ends are a whole number from 1 to 365.',
      },
    ]);
  });

  it.for([-1, 169, 0.5])(
    'with an overlap of %j hours is not rotated, and told why',
    async (hours, { server }) => {
      const { key } = await makeKey(server, 'read');
      const asked = { headers: asAdmin, params: { id: key.id }, body: { overlap_hours: hours } };
      expect((await callRefused(server, rotateKey, asked)).body.errors).toEqual([
        {
          path: 'overlap_hours',
          message: 'The hours for which the secret before is still taken are a whole number from 0 to 168.',
        },
      ]);
    },
  );

  it('may be made by the key of an admin, and is listed by one that may monitor', async ({ server }) => {
    const { headers } = await makeKey(server, 'admin');
    const body = { name: 'by a program', scopes: ['read' as const] };
    expect(await call(server, createKey, { headers, body })).toMatchObject({ status: 201 });
    const { headers: looker } = await makeKey(server, 'monitor');
    expect((await call(server, listKeys, { headers: looker })).body.keys).toHaveLength(3);
    expect((await callRefused(server, createKey, { headers: looker, body })).body.code).toBe('scope_needed');
  });

  it('is revoked for good, and again to no effect', async ({ server, clock }) => {
    const { key } = await makeKey(server, 'read');
    const revoke = () => call(server, revokeKey, { headers: asAdmin, params: { id: key.id } });
    const first = await revoke();
    expect(first.body).toMatchObject({ status: 'revoked', revoked_at: '2026-11-20T12:00:00.000Z' });
    clock.jump(DAY_MS);
    expect((await revoke()).body).toEqual(first.body);
    const rotated = await callRefused(server, rotateKey, { headers: asAdmin, params: { id: key.id } });
    expect(rotated.body).toMatchObject({ code: 'key_ended', status: 409 });
  });

  it('that there is not is neither rotated nor revoked', async ({ server }) => {
    const unknown = { headers: asAdmin, params: { id: '000000000000' } };
    for (const endpoint of [rotateKey, revokeKey])
      expect((await callRefused(server, endpoint, unknown)).body.code).toBe('key_not_found');
  });

  it('has its full time again after a rotation, whose overlap ends no later than the old time', async ({
    server,
    clock,
  }) => {
    const { key } = await makeKey(server, 'read');
    clock.jump(90 * DAY_MS - 1_000);
    const { body } = await call(server, rotateKey, { headers: asAdmin, params: { id: key.id } });
    expect(body.key).toMatchObject({
      status: 'active',
      rotations: 1,
      rotated_at: '2027-02-18T11:59:59.000Z',
      expires_at: '2027-05-19T11:59:59.000Z',
      previous_valid_until: key.expires_at,
    });
  });

  it('is forgotten 90 days after its end', async ({ server, clock }) => {
    const { key } = await makeKey(server, 'read');
    const ids = async () =>
      (await call(server, listKeys, { headers: asAdmin })).body.keys.map(({ id }) => id);
    clock.jump(180 * DAY_MS);
    await runTask(server, 'api_keys');
    expect(await ids()).toEqual([key.id]);
    clock.jump(1);
    await runTask(server, 'api_keys');
    expect(await ids()).toEqual([]);
  });
});

describe('the days of a key', () => {
  it.for([
    [59, 'active', null],
    [60, 'rotation_due', 'WARNING'],
    [75, 'rotation_due', 'WARNING'],
    [76, 'expiring', 'WARNING'],
    [89, 'expiring', 'WARNING'],
    [90, 'expired', 'CRITICAL'],
    [91, 'expired', 'CRITICAL'],
  ] as const)('after %i: it is %s, and the alarm %s', async ([days, status, severity], { server, clock }) => {
    const { key } = await makeKey(server, 'read');
    const { open } = hearAlarms(server);
    clock.jump(days * DAY_MS);
    await runTask(server, 'api_keys');
    expect((await call(server, listKeys, { headers: asAdmin })).body.keys).toMatchObject([
      { id: key.id, status },
    ]);
    const alarms = [...open.values()].filter(({ cause }) => cause.startsWith('api_key'));
    expect(alarms.map((alarm) => alarm.severity)).toEqual(severity === null ? [] : [severity]);
  });

  it('say in words what to do, and the alarms end with it', async ({ server, clock }) => {
    const { key } = await makeKey(server, 'read');
    const { open } = hearAlarms(server);
    const causes = () => [...open.keys()].filter((cause) => cause.startsWith('api_key'));
    clock.jump(60 * DAY_MS);
    await runTask(server, 'api_keys');
    expect(open.get(`api_key_age.${key.id}`)?.title).toBe(
      'The API key "a program that may read" has had the same secret for 60 days',
    );
    await call(server, rotateKey, { headers: asAdmin, params: { id: key.id } });
    expect(causes()).toEqual([]);
    clock.jump(89 * DAY_MS);
    await runTask(server, 'api_keys');
    expect(open.get(`api_key_expiry.${key.id}`)?.title).toBe(
      'The API key "a program that may read" ends in a day',
    );
    expect(open.get(`api_key_expiry.${key.id}`)?.message).toContain(`bookchat keys rotate ${key.id}`);
    clock.jump(DAY_MS);
    await runTask(server, 'api_keys');
    expect(open.get(`api_key_expiry.${key.id}`)?.severity).toBe('CRITICAL');
    await call(server, revokeKey, { headers: asAdmin, params: { id: key.id } });
    expect(causes()).toEqual([]);
  });

  it('of a key for a week are no reason to warn on the first', async ({ server, clock }) => {
    const body = { name: 'for a week', scopes: ['read' as const], expires_in_days: 7 };
    expect((await call(server, createKey, { headers: asAdmin, body })).body.key.status).toBe('active');
    clock.jump(4 * DAY_MS);
    expect((await call(server, listKeys, { headers: asAdmin })).body.keys).toMatchObject([
      { status: 'expiring' },
    ]);
  });
});

describe('the last use of a key', () => {
  it('is known at once, and written once a minute at most', async ({ server, clock }) => {
    const { headers, key } = await makeKey(server, 'read');
    const written = () => query(server.config.database, 'select last_used_at from api_keys');
    clock.jump(90_000);
    for (let count = 0; count < 5; count++) await call(server, listMessages, { headers });
    const listed = (await call(server, listKeys, { headers: asAdmin })).body.keys;
    expect(listed).toMatchObject([{ id: key.id, last_used_at: '2026-11-20T12:01:00.000Z' }]);
    await clock.pass(MINUTE_MS - 1);
    expect(written()).toEqual([null]);
    await clock.pass(1);
    await expect.poll(written).toEqual(['2026-11-20T12:01:30.000Z']);
  });

  it('is not before it was made', async ({ server, clock }) => {
    clock.jump(5_000);
    const { headers } = await makeKey(server, 'read');
    await call(server, listMessages, { headers });
    const listed = (await call(server, listKeys, { headers: asAdmin })).body.keys;
    expect(listed).toMatchObject([{ last_used_at: '2026-11-20T12:00:05.000Z' }]);
  });

  it('is written when the server stops', async ({ server }) => {
    const { headers } = await makeKey(server, 'read');
    await call(server, listMessages, { headers });
    await server.app.close();
    expect(query(server.config.database, 'select last_used_at from api_keys')).toEqual([
      '2026-11-20T12:00:00.000Z',
    ]);
  });
});

describe('a restored backup', () => {
  it('brings back no key that was revoked since, nor a secret that was rotated away', async ({
    server,
    clock,
  }) => {
    const [thief, program] = [await makeKey(server, 'admin'), await makeKey(server, 'read')];
    const backup = await backUp(server);
    clock.jump(2 * DAY_MS);
    await call(server, revokeKey, { headers: asAdmin, params: { id: thief.key.id } });
    const rotated = await call(server, rotateKey, {
      headers: asAdmin,
      params: { id: program.key.id },
      body: { overlap_hours: 0 },
    });
    const later = await makeKey(server, 'read');
    await restore(server, backup);
    for (const { headers } of [thief, program])
      expect((await callRefused(server, listMessages, { headers })).body.code).toBe('key_refused');
    for (const secret of [rotated.body.secret, later.secret])
      expect(await call(server, listMessages, { headers: toHeaders(secret) })).toMatchObject({ status: 200 });
  });
});

describe('a secret', () => {
  it('is in no file of the server, nor in a backup', async ({ server }) => {
    const { secret, headers } = await makeKey(server, 'read');
    await call(server, listMessages, { headers });
    const { file } = await backUp(server);
    const files = [
      ...['bookchat.db', 'bookchat.db-wal'].map((name) => join(server.config.dataDir, name)),
      join(server.config.backups.dir, file),
    ].filter((path) => existsSync(path));
    const kept = files.map((path) => readFileSync(path, 'latin1')).join('');
    expect(kept).toContain('a program that may read');
    expect(kept).not.toContain(secret.slice(-43));
    expect(hashes(server)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });
});

function hashes({ config }: TestServer): unknown[] {
  return query(config.database, 'select secret_hash from api_keys');
}
