import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Backup,
  listBackups,
  listChanges,
  listMessages,
  type Message,
  postMessage,
  readyz,
  restoreBackup,
  verifyBackup,
} from '@bookchat/shared';
import fc from 'fast-check';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { damagePage } from '../../../../test/damage-page.ts';
import { hearAlarms } from '../../../../test/hear-alarms.ts';
import { copyDatabase } from '../../../../test/make-incoming.ts';
import { post } from '../../../../test/post.ts';
import { asAdmin, backUp, query, readHistory, restore } from '../../../../test/restore.ts';
import { send } from '../../../../test/send.ts';
import { it } from '../../../../test/server-test.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';
import { systemClock } from '../../../lib/clock.ts';
import { createBackupAlarms } from '../backup-alarms.ts';
import { createBackups } from '../backups.ts';
import { fileSource } from '../copy-source.ts';

/** Each of them is a backup and a restore. */
const RUNS = Math.ceil(Number(process.env['BOOKCHAT_PROPERTY_RUNS'] ?? 60) / 20);

describe('a restore', () => {
  it('brings back what was there, and nothing that came later', async ({ server }) => {
    const before = await post(server, { author: 'alice', content: 'one' }, { author: 'bob', content: 'two' });
    const backup = await backUp(server);
    await post(server, { author: 'carol', content: 'too late' });
    const restored = await restore(server, backup);
    expect(restored).toMatchObject({ backup, kept_aside: expect.stringMatching(/^replaced_\d{8}_\d{6}$/) });
    expect(String(restored.seconds)).toMatch(/^\d+(\.\d{1,3})?$/);
    expect(await readHistory(server)).toEqual(before);
    const later = await post(server, { author: 'carol', content: 'once more' });
    expect(await readHistory(server)).toEqual([...before, ...later]);
  });

  it('keeps what was there before aside, whole', async ({ server }) => {
    await post(server, { content: 'in the backup' });
    const backup = await backUp(server);
    await post(server, { content: 'after it' });
    const { kept_aside } = await restore(server, backup);
    const { dataDir } = server.config;
    const old = join(dataDir, String(kept_aside), 'bookchat.db');
    expect(query(old, 'select content from messages order by position')).toEqual([
      'in the backup',
      'after it',
    ]);
    expect(readdirSync(dataDir).filter((name) => /incoming|bookchat\.restore/.test(name))).toEqual([]);
  });

  it('lets the next verified backup remove what was kept aside', async ({ server }) => {
    const backup = await backUp(server);
    const { kept_aside } = await restore(server, backup);
    const aside = join(server.config.dataDir, String(kept_aside));
    expect(existsSync(aside)).toBe(true);
    await call(server, verifyBackup, { params: { id: backup.id }, headers: asAdmin });
    expect(existsSync(aside)).toBe(true);
    await backUp(server);
    await vi.waitFor(() => expect(existsSync(aside)).toBe(false));
  });

  it('brings back exactly the old messages, whatever they were', async ({ start }) => {
    const server = await start.server({}, { clock: createClock() }); // no task of its own comes between
    const contents = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(contents, contents, async (first, second) => {
        await write(server, first);
        const before = await readHistory(server);
        const backup = await server.app.backups.make('on_demand');
        await write(server, second);
        await restore(server, backup);
        expect(await readHistory(server)).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('expires every cursor, so that pages start over', async ({ server }) => {
    await post(server, { content: 'one' });
    const backup = await backUp(server);
    const { cursor } = (await call(server, listChanges)).body ?? {};
    await restore(server, backup);
    const refusal = await callRefused(server, listChanges, { query: { since: cursor } });
    expect(refusal).toMatchObject({ status: 410, body: { code: 'cursor_expired' } });
    expect((await call(server, listChanges)).body?.cursor).not.toBe(cursor);
  });

  it('brings an old schema up to date', async ({ server }) => {
    await post(server, { content: 'long ago' });
    const newTables = [
      'batches',
      'files',
      'entries',
      'commits',
      'targets',
      'conditions',
      'set_aside',
      'writes',
    ];
    const old = [
      ...newTables.map((table) => `drop table archive_${table}`),
      'drop table kept_events',
      'drop table metrics_hours',
      'drop table metrics_minutes',
      'drop table retention_rooms',
      'drop table retention_runs',
      'drop table watched_secrets',
      'drop table api_keys',
      ...['people', 'sessions', 'links', 'passkeys', 'audit', 'claimed_names', 'avatars'].map(
        (table) => `drop table ${table}`,
      ),
      ...['rooms', 'room_people', 'room_reads', 'identity_names'].map((table) => `drop table ${table}`),
      ...['changes_of_rooms', 'messages_kept_here'].map((index) => `drop index ${index}`),
      'drop index messages_by_author_id',
      ...['author_id', 'hidden', 'claimed', 'kept_here'].map(
        (column) => `alter table messages drop column ${column}`,
      ),
      "delete from kysely_migration where name >= '0007'",
    ].join('; ');
    const backup = await backUpAltered(server, old);
    await post(server, { content: 'since then' });
    await restore(server, backup);
    expect((await readHistory(server)).map(({ content }) => content)).toEqual(['long ago']);
    const file = join(server.config.dataDir, 'bookchat.db');
    expect(query(file, 'select count(*) from watched_secrets')).toHaveLength(1);
  });

  it('leaves what happened to the server as it is today', async ({ server }) => {
    const { dataDir } = server.config;
    const live = join(dataDir, 'bookchat.db');
    const backup = await backUp(server);
    const insert =
      "insert into breaches (timestamp, last_at, endpoint, client, \"limit\", count) values ('2026-11-20T17:16:41.123Z', '2026-11-20T17:16:41.123Z', 'POST /api/messages', '127.0.0.1', 'write', 7)";
    query(live, insert);
    await restore(server, backup);
    expect(query(live, 'select count from breaches')).toEqual([7]);
  });

  it('is told to the operators', async ({ server }) => {
    const alarms = hearAlarms(server);
    const backup = await backUp(server);
    const { kept_aside } = await restore(server, backup);
    const told = alarms.open.get(`restore_done.${backup.id}`);
    expect(told).toMatchObject({ severity: 'INFO', isOver: true });
    expect(told?.message).toContain(
      `is in ${kept_aside}, in the data folder, until the next verified backup`,
    );
  });

  it('shows how far it is, and lets nothing else be done to backups', async ({ server }) => {
    const { id } = await backUp(server);
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    const holding = server.database.kysely.connection().execute(() => mayGoOn);
    const restoring = restore(server, { id });
    const looking = async () => (await call(server, listBackups, { headers: asAdmin })).body.operation;
    try {
      const putting = { kind: 'restore', backup_id: id, step: 'Putting it in place', progress: 0.9 };
      await vi.waitFor(async () => expect(await looking()).toMatchObject(putting), { timeout: 15_000 });
      expect((await callRefused(server, readyz)).body.code).toBe('maintenance');
      const again = await callRefused(server, restoreBackup, { params: { id }, headers: asAdmin });
      expect(again.body.code).toBe('maintenance');
    } finally {
      goOn();
    }
    await Promise.all([holding, restoring]);
    expect(await looking()).toBeNull();
  });

  it('is refused while something else is done to backups', async ({ server }) => {
    const backup = await backUp(server);
    await server.app.backups.during('cleanup', async () => {
      const refusal = await callRefused(server, restoreBackup, {
        params: { id: backup.id },
        headers: asAdmin,
      });
      expect(refusal).toMatchObject({ status: 409, body: { code: 'already_running' } });
    });
  });

  it('takes a database whose own file is damaged', async ({ server }) => {
    const before = await post(server, { content: 'a line that will not be read again' });
    const backup = await backUp(server);
    await damagePage(server, 'CREATE TABLE');
    const alarms = hearAlarms(server);
    await restore(server, backup);
    expect(await readHistory(server)).toEqual(before);
    expect(alarms.open.get(`restore_done.${backup.id}`)?.message).toContain('could not be taken over');
  });
});

describe('who may restore', () => {
  it.override('env', { NODE_ENV: 'development' });

  it('is an operator alone, also at home in development', async ({ server }) => {
    const backup = await backUp(server);
    const refusal = await callRefused(server, restoreBackup, { params: { id: backup.id } });
    expect(refusal.body.code).toBe('admin_required');
    const missing = await callRefused(server, restoreBackup, {
      params: { id: '20010101_000000' },
      headers: asAdmin,
    });
    expect(missing).toMatchObject({ status: 404, body: { code: 'backup_not_found' } });
    const strange = await callRefused(server, restoreBackup, {
      params: { id: '../bookchat' },
      headers: asAdmin,
    });
    expect(strange.body.code).toBe('validation_failed');
  });
});

describe('posts during a restore', () => {
  it('are taken or sent away, and history has no gap afterwards', async ({ server }) => {
    const said = await post(server, ...Array.from({ length: 20 }, (_, n) => ({ content: `before ${n}` })));
    const backup = await backUp(server);
    const writing = { on: true };
    const writers = Array.from({ length: 8 }, (_, writer) => writeOn(server, `writer ${writer}`, writing));
    await restore(server, backup);
    await post(server, { content: 'after' });
    writing.on = false;
    const answers = (await Promise.all(writers)).flat();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 503]));

    const history = await readHistory(server);
    expect(history.slice(0, said.length)).toEqual(said);
    expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
    await expectConsistent(server, history);
  });
});

describe('a database in memory', () => {
  it.override('env', { DATABASE_URL: ':memory:' });

  it('is restored as one on a disk is', async ({ server }) => {
    const before = await post(server, { content: 'one' });
    const backup = await backUp(server);
    await post(server, { content: 'two' });
    expect(await restore(server, backup)).toMatchObject({ kept_aside: null });
    expect(await readHistory(server)).toEqual(before);
    expect(readdirSync(server.config.dataDir).filter((name) => name.includes('incoming'))).toEqual([]);
  });
});

async function write(server: TestServer, contents: readonly string[]): Promise<void> {
  // Some of what chance brings is no message, and refused.
  for (const content of contents)
    await send(server, { method: 'POST', path: postMessage.path, body: { content } });
}

async function writeOn(server: TestServer, author: string, writing: { readonly on: boolean }) {
  const answers = [];
  while (writing.on)
    answers.push(
      await send(server, { method: 'POST', path: postMessage.path, body: { author, content: 'on and on' } }),
    );
  return answers;
}

/** What pollers see is what readers see: a change for each message, numbered without gaps. */
async function expectConsistent(server: TestServer, history: readonly Message[]): Promise<void> {
  const file = join(server.config.dataDir, 'bookchat.db');
  expect(query(file, 'select position from changes order by position')).toEqual(
    history.map((_, index) => index + 1),
  );
  const ids = query(file, 'select message_id from changes order by position');
  expect(ids).toEqual(history.map(({ id }) => id));
  const { epoch } = server.database;
  const { body } = await call(server, listChanges);
  expect(body?.cursor).toBe(`${epoch}-${history.length}`);
  expect((await call(server, listMessages)).body.messages.at(-1)).toEqual(history.at(-1));
}

/** A verified backup of what the database would be if `sql` had changed it. */
async function backUpAltered({ config, app }: TestServer, sql: string): Promise<Backup> {
  const altered = join(config.dataDir, 'altered.db');
  copyDatabase(join(config.dataDir, 'bookchat.db'), altered, sql);
  const source = fileSource(altered);
  const listener = createBackupAlarms({ alarms: app.alarms, log: app.log, clock: systemClock });
  return createBackups({ config: config.backups, source, clock: systemClock, listener }).make('scheduled');
}
