import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  listBackups,
  listMessages,
  makeBackup,
  readBackup,
  runTask as runTaskEndpoint,
} from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { damagePage } from '../../../test/damage-page.ts';
import { describeFile } from '../../../test/describe-file.ts';
import { fillDatabase } from '../../../test/fill-database.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { makeOldDatabase } from '../../../test/make-old-database.ts';
import { post } from '../../../test/post.ts';
import { asAdmin, backUp, query, readHistory } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import { it as base } from '../../../test/server-test.ts';
import { canMakeDisks, it as diskTest } from '../../../test/small-disk-test.ts';
import { VERSION } from '../../version.ts';
import { createBackupAlarms } from './backup-alarms.ts';
import { createBackups } from './backups.ts';
import { fileSource } from './copy-source.ts';
import { lockFolder } from './lock-folder.ts';
import { parseManifest } from './manifest.ts';

const MINUTE_MS = 60_000;

/** Nothing runs but what the test asks for. */
const it = base.extend('parts', () => ({ clock: createClock() }));

describe('a backup', () => {
  it('holds all that was said, and says of itself what it holds', async ({ server }) => {
    const said = await post(
      server,
      { author: 'alice', content: 'the tide' },
      { author: 'bob', content: 'is out' },
    );
    const answer = await call(server, makeBackup, { headers: asAdmin });
    const backup = answer.body;
    const file = join(server.config.backups.dir, backup.file);
    expect(answer.status).toBe(201);
    expect(query(file, 'select id from messages order by position')).toEqual(said.map(({ id }) => id));
    expect(backup).toEqual({
      id: '20261120_120000',
      file: 'backup_20261120_120000.db',
      created_at: '2026-11-20T12:00:00.000Z',
      verified_at: '2026-11-20T12:00:00.000Z',
      reason: 'on_demand',
      ...describeFile(file),
      rows: {
        alerts: expect.any(Number),
        api_keys: 0,
        archive_batches: 0,
        archive_commits: 0,
        archive_conditions: 0,
        archive_entries: 0,
        archive_files: 0,
        archive_set_aside: 0,
        archive_targets: 0,
        archive_writes: 0,
        audit: 0,
        avatars: 0,
        breaches: 0,
        changes: 2,
        claimed_names: 0,
        identity_names: 0,
        kept_events: 0,
        links: 0,
        messages: 2,
        metrics_hours: 0,
        metrics_minutes: 0,
        passkeys: 0,
        people: 0,
        retention_rooms: 0,
        retention_runs: 0,
        room_people: 0,
        room_reads: 0,
        rooms: 1,
        server_state: 1,
        sessions: 0,
        tasks: 0,
        watched_secrets: 0,
      },
      newest_message_id: said[1]?.id,
      position: 2,
      schema: expect.stringMatching(/^\d{4}-/),
      version: VERSION,
    });
    expect(parseManifest(readFileSync(file.replace(/db$/, 'json')))).toEqual(backup);
    expect((await call(server, readBackup, { params: { id: backup.id }, headers: asAdmin })).body).toEqual(
      backup,
    );
  });

  it('of an empty chat is one too', async ({ server }) => {
    expect(await backUp(server)).toMatchObject({
      newest_message_id: null,
      position: 0,
      rows: { messages: 0 },
    });
  });

  it('is for its owner alone, whatever the process makes otherwise', async ({ server }) => {
    const { dir } = server.config.backups;
    const before = process.umask(0);
    await backUp(server).finally(() => process.umask(before));
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o777, name).toBe(0o600);
  });

  it('is one file, which needs no log beside it', async ({ server }) => {
    const { file } = await backUp(server);
    const connection = new BetterSqlite3(join(server.config.backups.dir, file), { readonly: true });
    expect(connection.pragma('journal_mode', { simple: true })).toBe('delete');
    connection.close();
  });

  it('is made while the chat goes on, and holds what was acknowledged before', async ({ server }) => {
    await post(server, { content: 'before' });
    const making = backUp(server);
    const meanwhile = await Promise.all(
      Array.from({ length: 50 }, (_, line) => post(server, { content: `line ${line}` })),
    );
    const { rows, position } = await making;
    expect(rows['messages']).toBe(position);
    expect(position).toBeGreaterThanOrEqual(1);
    expect(await readHistory(server)).toHaveLength(1 + meanwhile.length);
  });

  it('is answered though the connection is quiet for longer than others may be', async ({ server }) => {
    server.app.server.timeout = 50;
    expect(await call(server, makeBackup, { headers: asAdmin })).toMatchObject({ status: 201 });
  });

  it('has a name of its own also within a second', async ({ server }) => {
    const ids = [];
    for (let count = 0; count < 3; count++) ids.push((await backUp(server)).id);
    expect(ids).toEqual(['20261120_120000', '20261120_120000_2', '20261120_120000_3']);
    const { backups } = (await call(server, listBackups, { headers: asAdmin })).body;
    expect(backups.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it('takes an empty body and an empty object, and nothing else', async ({ server }) => {
    expect(await call(server, makeBackup, { headers: asAdmin, body: {} as never })).toMatchObject({
      status: 201,
    });
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin, body: { reason: 'mine' } });
    expect(body.code).toBe('validation_failed');
  });

  it('needs the admin right', async ({ server }) => {
    expect((await callRefused(server, makeBackup)).body.code).toBe('admin_required');
    expect((await callRefused(server, listBackups)).body.code).toBe('admin_required');
  });

  it('is made by whoever is at the machine in development', async ({ start }) => {
    const server = await start.server({ NODE_ENV: 'development' });
    expect(await call(server, makeBackup)).toMatchObject({ status: 201 });
    expect((await call(server, listBackups)).body.backups).toHaveLength(1);
  });

  it('is told to the operators', async ({ server }) => {
    const alarms = hearAlarms(server);
    await post(server, { content: 'one' });
    const { id } = await backUp(server);
    expect(alarms.open.get(`backup_done.${id}`)).toMatchObject({
      severity: 'INFO',
      isOver: true,
      title: expect.stringMatching(/^Backup made: [\d.]+ kB, 1 message$/),
      details: { backup: id, reason: 'on_demand', messages: 1 },
    });
  });
});

describe('of two that want to work on the backups', () => {
  it('one is refused, and sees what the other does', async ({ server }) => {
    const first = call(server, makeBackup, { headers: asAdmin });
    await expect.poll(() => server.app.backups.operation).not.toBeNull();
    const { operation } = (await call(server, listBackups, { headers: asAdmin })).body;
    expect(operation).toMatchObject({ kind: 'backup', started_at: '2026-11-20T12:00:00.000Z' });
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    expect(body).toMatchObject({
      code: 'already_running',
      detail: expect.stringContaining('A backup is being made'),
    });
    expect((await first).status).toBe(201);
    expect((await call(server, listBackups, { headers: asAdmin })).body.operation).toBeNull();
  });

  it('one is refused though the other is another process, or ended by a crash', async ({ server }) => {
    const release = lockFolder(server.config.backups.dir);
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    expect(body).toMatchObject({
      code: 'already_running',
      detail: expect.stringContaining('Another process'),
    });
    release();
    expect(await call(server, makeBackup, { headers: asAdmin })).toMatchObject({ status: 201 });
  });

  it('the one that may wait has its turn', async ({ server }) => {
    const release = lockFolder(server.config.backups.dir);
    const waiting = server.app.backups.make('scheduled', { waitUntil: new AbortController().signal });
    release();
    expect((await waiting).reason).toBe('scheduled');
  });
});

describe('backups on demand', () => {
  it('are so many a day, and a start does not change that', async ({ start, folder }) => {
    const env = { DATA_DIR: folder, RATE_LIMIT_MAX_BACKUPS: '2' };
    const first = await start.server(env);
    await backUp(first);
    expect(await readLeft(first)).toEqual({ left: 1, resets_at: '2026-11-21T12:00:00.000Z' });
    await backUp(first);
    const { body } = await callRefused(first, makeBackup, { headers: asAdmin });
    expect(body.code).toBe('rate_limited');
    await first.close();
    const second = await start.server(env);
    expect(await readLeft(second)).toMatchObject({ left: 0 });
    expect((await callRefused(second, makeBackup, { headers: asAdmin })).body.code).toBe('rate_limited');
    expect((await call(second, listBackups, { headers: asAdmin })).body.backups).toHaveLength(2);
  });

  it('are also those that the task makes by hand', async ({ start, folder }) => {
    const env = { DATA_DIR: folder, RATE_LIMIT_MAX_BACKUPS: '2' };
    const first = await start.server(env);
    await backUp(first);
    await runTask(first, 'database_backup');
    const asked = { headers: asAdmin, params: { name: 'database_backup' } };
    const { body, headers } = await callRefused(first, runTaskEndpoint, asked);
    expect(body).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '0' });
    expect((await runTask(first, 'cleanup_backups')).result, 'which makes none').toBe('ok');
    await first.close();
    expect(await readLeft(await start.server(env))).toMatchObject({ left: 0 });
  });

  it('come back where the task made none', async ({ start, folder }) => {
    writeFileSync(join(folder, 'file'), '');
    const server = await start.server({ BACKUP_DIR: join(folder, 'file') });
    expect(await runTask(server, 'database_backup')).toMatchObject({ result: 'failed' });
    expect(await readLeft(server)).toEqual({ left: 5, resets_at: null });
  });

  it('do not count where they are refused because something is under way', async ({ server }) => {
    const release = lockFolder(server.config.backups.dir);
    await callRefused(server, makeBackup, { headers: asAdmin });
    release();
    expect(await readLeft(server)).toEqual({ left: 5, resets_at: null });
  });
});

describe('a backup that fails', () => {
  it('takes none of those of the day', async ({ server }) => {
    await post(server, ...Array.from({ length: 50 }, (_, n) => ({ content: `${'tide '.repeat(100)}${n}` })));
    const mend = await damagePage(server, 'tide tide');
    for (let count = 0; count < 2; count++) await callRefused(server, makeBackup, { headers: asAdmin });
    mend();
    expect(await readLeft(server)).toEqual({ left: 5, resets_at: null });
  });

  it('because of its folder says so, alerts, and ends the alert once one succeeds', async ({
    start,
    folder,
  }) => {
    const dir = join(folder, 'file');
    writeFileSync(dir, '');
    const server = await start.server({ BACKUP_DIR: dir });
    const alarms = hearAlarms(server);
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    expect(body).toMatchObject({ code: 'backup_failed', status: 500 });
    expect(body.detail).toContain('The folder of the backups cannot be used: a file stands in its place.');
    expect(alarms.open.get('backup_failed')).toMatchObject({ severity: 'CRITICAL' });
    expect(alarms.open.get('backup_failed')?.message).not.toContain(folder);
    rmSync(dir);
    await backUp(server);
    expect(alarms.open.has('backup_failed')).toBe(false);
  });

  it('is over once the folder holds a newer one, whoever made it', async ({ start, folder }) => {
    const clock = createClock();
    const server = await start.server(
      { DATA_DIR: folder, BACKUP_DIR: join(folder, 'file/backups') },
      { clock },
    );
    const alarms = hearAlarms(server);
    writeFileSync(join(folder, 'file'), '');
    await callRefused(server, makeBackup, { headers: asAdmin });
    await clock.pass(MINUTE_MS);
    rmSync(join(folder, 'file'));
    const { backups, database } = server.config;
    const listener = createBackupAlarms({ alarms: server.app.alarms, log: server.app.log, clock });
    const other = { ...listener, made: () => {} };
    await createBackups({ config: backups, source: fileSource(database), clock, listener: other }).make(
      'command_line',
    );
    expect(alarms.open.has('backup_failed')).toBe(true);
    await expect
      .poll(
        async () => {
          await clock.pass(MINUTE_MS);
          return alarms.open.has('backup_failed');
        },
        { timeout: 10_000 },
      )
      .toBe(false);
  });

  it.for([
    [
      'a row refers to nothing',
      `create table replies (message_id text references messages (id)); insert into replies values ('nobody')`,
      'did not pass its check: it is damaged: a row of replies refers to nothing',
    ],
    [
      'its newest message has an id that no message has',
      "insert into messages (position, id, room, author, content, created_at) values (9, 'x', 'general', 'a', 'b', 'c')",
      'cannot be read back',
    ],
  ] as const)('because %s leaves nothing behind', async ([, change, reason], { server }) => {
    const live = new BetterSqlite3(join(server.config.dataDir, 'bookchat.db'));
    live.pragma('foreign_keys = off');
    live.exec(change);
    live.close();
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    expect(body).toMatchObject({ code: 'backup_failed', detail: expect.stringContaining(reason) });
    expect(readdirSync(server.config.backups.dir)).toEqual(['backups.lock']);
  });

  it('because its lock is damaged says what to do', async ({ server }) => {
    const { dir } = server.config.backups;
    mkdirSync(dir);
    writeFileSync(join(dir, 'backups.lock'), 'nonsense '.repeat(1_000));
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    expect(body).toMatchObject({ code: 'backup_failed', detail: expect.stringContaining('remove it') });
    rmSync(join(dir, 'backups.lock'));
    await backUp(server);
  });

  it('because the database is damaged leaves nothing behind', async ({ server }) => {
    const lines = Array.from({ length: 200 }, (_, line) => ({
      author: 'alice',
      content: `${'tide '.repeat(100)}${line}`,
    }));
    await post(server, ...lines);
    const mend = await damagePage(server, 'tide tide');
    const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
    mend();
    expect(body).toMatchObject({ code: 'backup_failed', detail: expect.stringMatching(/damaged/) });
    expect(readdirSync(server.config.backups.dir)).toEqual(['backups.lock']);
  });

  it('because the server stops is given up, and leaves nothing behind', async ({ start, folder }) => {
    fillDatabase(await makeOldDatabase(folder));
    const server = await start.server({ DATA_DIR: folder });
    const alarms = hearAlarms(server);
    const making = callRefused(server, makeBackup, { headers: asAdmin });
    await expect.poll(() => server.app.backups.operation?.backup_id ?? null).not.toBeNull();
    const closing = server.close();
    expect((await making).body.code).toBe('shutting_down');
    await closing;
    expect(readdirSync(server.config.backups.dir)).toEqual(['backups.lock']);
    expect(alarms.open.has('backup_failed')).toBe(false);
  });

  diskTest.runIf(canMakeDisks())(
    'because the disk is too full says how much is missing',
    async ({ start, disk }) => {
      const server = await start.server({ BACKUP_DIR: join(disk.folder, 'backups') });
      const alarms = hearAlarms(server);
      disk.fill(0.01);
      const { body } = await callRefused(server, makeBackup, { headers: asAdmin });
      expect(body).toMatchObject({ code: 'storage_full', status: 507 });
      expect(body.detail).toMatch(
        /needs [\d.]+ [kM]B, and [\d.]+ kB are free: [\d.]+ [kM]B are missing\. Free some/,
      );
      expect(alarms.open.get('backup_failed')).toMatchObject({ severity: 'CRITICAL' });
      await post(server, { content: 'the chat goes on' });
      expect((await call(server, listMessages)).body.messages).toHaveLength(1);
      disk.empty();
      await backUp(server);
    },
  );
});

describe('a database in memory', () => {
  it.override('env', { DATABASE_URL: ':memory:' });

  it('is backed up where it is', async ({ server }) => {
    const said = await post(server, { content: 'one' }, { content: 'two' });
    const { file, rows } = await backUp(server);
    expect(rows['messages']).toBe(2);
    expect(query(join(server.config.backups.dir, file), 'select id from messages order by position')).toEqual(
      said.map(({ id }) => id),
    );
  });
});

async function readLeft(server: { url: string }) {
  return (await call(server, listBackups, { headers: asAdmin })).body.on_demand;
}
