import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  copyFileSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Health, listMessages, makeBackup, postMessage, readHealth } from '@bookchat/shared';
import { sql } from 'kysely';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { makeIncoming } from '../../../test/make-incoming.ts';
import { post } from '../../../test/post.ts';
import { runTask } from '../../../test/run-task.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const HOUR_MS = 3_600_000;
const LARGE = { content: 'x'.repeat(4_000) };

describe('the health of a server', () => {
  it('says of each part how it is', async ({ server }) => {
    const { services } = await health(server);
    expect(services).toMatchObject({
      database: { status: 'healthy', message: 'It can be read and written.' },
      cache: { status: 'healthy', hit_rate: null },
      archive: { status: 'off', message: 'No archive is kept.' },
      scheduler: { status: 'healthy' },
      alerts: { status: 'healthy', message: 'Alerts go to: log.' },
    });
  });

  it('is shown with the admin right alone', async ({ server }) => {
    expect((await callRefused(server, readHealth)).body.code).toBe('admin_required');
  });

  it('says how much room there is on the disk, once it was looked at', async ({ server }) => {
    const { disk } = await vi.waitFor(async () => {
      const { services } = await health(server);
      expect(services.disk.free_bytes).not.toBeNull();
      return services;
    });
    expect(disk.total_bytes).toBeGreaterThan(0);
    expect(disk.free_bytes).toBeLessThanOrEqual(disk.total_bytes ?? 0);
    expect(disk.message).toMatch(
      /^The disk of data and backups and logs has \S+ [kMGTP]B free \([\d.]+ %\)\.$/,
    );
  });

  it('is degraded, and answered with 200, while a disk is nearly full', async ({ start }) => {
    const server = await start.server({ DISK_WARNING_PERCENT: '100' });
    await vi.waitFor(async () => {
      const answer = await call(server, readHealth, { headers });
      expect(answer).toMatchObject({
        status: 200,
        body: { status: 'degraded', services: { disk: { status: 'degraded' } } },
      });
    });
  });

  it('is degraded until there is a verified backup, and when the newest is too old', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({ BACKUP_OVERDUE_HOURS: '26' }, { clock });
    expect((await health(server)).services.backups).toEqual({
      status: 'degraded',
      message: 'There is no verified backup yet.',
    });
    const { id } = (await call(server, makeBackup, { headers })).body;
    clock.jump(25 * HOUR_MS);
    const message = `The newest backup that was verified is ${id}, 25 h ago.`;
    expect((await health(server)).services.backups).toEqual({ status: 'healthy', message });
    clock.jump(HOUR_MS);
    expect((await health(server)).services.backups.status).toBe('degraded');
  });

  it('is degraded while a task fails', async ({ start, folder }) => {
    writeFileSync(join(folder, 'file'), '');
    const server = await start.server({ LOG_DIR: join(folder, 'file/logs') }, { clock: createClock() });
    await runTask(server, 'self_check');
    expect((await health(server)).services.scheduler).toEqual({
      status: 'degraded',
      message: 'These tasks fail: self_check.',
    });
  });

  it('says how often a newest page was ready', async ({ server }) => {
    await call(server, listMessages);
    await call(server, listMessages);
    await post(server, { content: 'news' });
    for (let times = 0; times < 2; times++) await call(server, listMessages);
    const { cache } = (await health(server)).services;
    expect(cache).toEqual({ status: 'healthy', hit_rate: 0.5, message: '2 of 4 pages were ready.' });
  });
});

describe('the figures of the database', () => {
  it('count the rows of earlier and of new messages, each once', async ({ start, folder }) => {
    const before = await start.server({ DATA_DIR: folder });
    await post(before, { content: 'one' }, { content: 'two' });
    await before.close();
    const server = await start.server({ DATA_DIR: folder });
    const id = uuidv7();
    await post(server, { content: 'three' });
    expect((await health(server)).database.rows).toEqual({ messages: 3, changes: 3 });
    await post(server, { id, content: 'four' }, { id, content: 'four' }, { content: 'five' });
    expect((await health(server)).database.rows).toEqual({ messages: 5, changes: 5 });
  });

  it('count what is written while they are counted', async ({ server }) => {
    await post(server, { content: 'one' });
    const [{ database }] = await Promise.all([
      health(server),
      post(server, ...Array(20).fill({ content: 'x' })),
    ]);
    expect(database.rows.messages).toBe(database.rows.changes);
    expect((await health(server)).database.rows).toEqual({ messages: 21, changes: 21 });
  });

  it('say how large the files are', async ({ server }) => {
    await post(server, { content: 'one' });
    const { database } = await health(server);
    expect(database.bytes).toBeGreaterThan(0);
    expect(database.wal_bytes).toBeGreaterThan(0);
  });

  it('count what is kept in memory', async ({ start }) => {
    const server = await start.server({ DATABASE_URL: ':memory:' });
    await post(server, { content: 'one' }, { content: 'two' });
    expect(await health(server)).toMatchObject({
      services: { database: { status: 'healthy' } },
      database: { bytes: 0, wal_bytes: 0, rows: { messages: 2, changes: 2 } },
    });
  });

  it('are those of the history that a restore brings', async ({ server }) => {
    await post(server, { content: 'one' }, { content: 'two' });
    expect((await health(server)).database.rows.messages).toBe(2);
    const { incoming } = await makeIncoming(server.config.dataDir);
    await post(server, { content: 'three' });
    await server.database.replaceWith(incoming);
    expect(await health(server)).toMatchObject({
      services: { database: { status: 'healthy' } },
      database: { rows: { messages: 2, changes: 2 } },
    });
  });
});

describe('a database that does not serve the chat', () => {
  it('is unhealthy while nothing can be written, and well again once there is room', async ({ start }) => {
    const server = await start.server({}, { clock: createClock() });
    await sql`pragma max_page_count = 1`.execute(server.database.kysely);
    expect((await callRefused(server, postMessage, { body: LARGE })).status).toBe(507);
    expect(await unhealthy(server)).toMatchObject({ message: 'The disk is full: nothing can be saved.' });
    await sql`pragma max_page_count = 1000000`.execute(server.database.kysely);
    await call(server, postMessage, { body: LARGE });
    expect((await health(server)).services.database.status).toBe('healthy');
  });

  it('is unhealthy while it can be read alone', async ({ server }) => {
    await sql`pragma query_only = on`.execute(server.database.kysely);
    expect((await callRefused(server, postMessage, { body: LARGE })).status).toBe(500);
    expect(await unhealthy(server)).toMatchObject({ message: 'It cannot be written.' });
  });

  it('is unhealthy when it answers no query', async ({ server }) => {
    await sql`drop table server_state`.execute(server.database.kysely);
    expect(await unhealthy(server)).toEqual({ status: 'unhealthy', message: 'It cannot be read.' });
  });

  it('says nothing of the messages where they cannot be counted', async ({ start }) => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const server = await start.server({}, { logger, clock: createClock() });
    rmSync(join(server.config.dataDir, 'bookchat.db'));
    const { status, body } = await call(server, readHealth, { headers });
    expect(status).toBe(503);
    expect(body.database).toMatchObject({ bytes: 0, rows: { messages: null, changes: 0 } });
    expect(lines).toEqual([expect.stringContaining('the messages could not be counted')]);
  });

  it('is told in time where the messages are counted for ever', async ({ start }) => {
    const clock = createClock();
    const server = await start.server({}, { clock });
    const file = join(server.config.dataDir, 'bookchat.db');
    rmSync(file);
    execFileSync('mkfifo', [file]); // which is opened for as long as nobody writes to it
    const answer = call(server, readHealth, { headers });
    try {
      await vi.waitFor(async () => {
        await clock.pass(2_000);
        expect(await Promise.race([answer, null])).toMatchObject({
          status: 503,
          body: { database: { rows: { messages: null } } },
        });
      });
    } finally {
      closeSync(openSync(file, constants.O_RDWR | constants.O_NONBLOCK));
    }
  });

  it('is unhealthy while its file is missing, or another', async ({ server }) => {
    const file = join(server.config.dataDir, 'bookchat.db');
    const away = join(server.config.dataDir, 'moved.db');
    await health(server);
    renameSync(file, away);
    expect((await unhealthy(server)).message).toBe('The database file is missing while the server runs.');
    copyFileSync(away, file);
    expect((await unhealthy(server)).message).toBe('The database file was replaced while the server runs.');
    renameSync(away, file);
    expect((await health(server)).services.database.status).toBe('healthy');
  });

  it('is unhealthy while nobody can see its file', async ({ server }) => {
    const file = join(server.config.dataDir, 'bookchat.db');
    const away = join(server.config.dataDir, 'moved.db');
    await health(server);
    renameSync(file, away);
    symlinkSync(file, file);
    expect((await unhealthy(server)).message).toBe('The database file cannot be seen while the server runs.');
    rmSync(file);
    renameSync(away, file);
    expect((await health(server)).services.database.status).toBe('healthy');
  });
});

async function health(server: { readonly url: string }): Promise<Health> {
  const { status, body } = await call(server, readHealth, { headers });
  expect(status).toBe(200);
  return body;
}

async function unhealthy(server: { readonly url: string }): Promise<Health['services']['database']> {
  const { status, body } = await call(server, readHealth, { headers });
  expect({ status, overall: body.status }).toEqual({ status: 503, overall: 'unhealthy' });
  return body.services.database;
}
