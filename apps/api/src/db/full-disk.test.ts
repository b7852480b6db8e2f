import { join } from 'node:path';
import { listChanges, listMessages, postMessage } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { createClock } from '../../test/create-clock.ts';
import { hearAlarms } from '../../test/hear-alarms.ts';
import { messagesOf } from '../../test/messages-of.ts';
import { post } from '../../test/post.ts';
import { readProblem } from '../../test/read-problem.ts';
import { runTask } from '../../test/run-task.ts';
import { send } from '../../test/send.ts';
import { canMakeDisks, it } from '../../test/small-disk-test.ts';
import { explainStartError } from '../explain-start-error.ts';
import type { Database } from './open-database.ts';

const body = { author: 'alice', content: 'x'.repeat(3_000) };

describe('a disk that is full', () => {
  it('refuses posts with 507 while reading goes on, and takes posts again once there is room', async ({
    server,
  }) => {
    await call(server, postMessage, { body });
    await leaveNoRoom(server.database);
    const refusal = await postUntilFull(server);
    expect(refusal).toMatchObject({ code: 'storage_full', status: 507 });
    const { messages } = (await call(server, listMessages, { query: { limit: 200 } })).body;
    expect(messages.length).toBeGreaterThan(0);
    expect(await call(server, listChanges)).toMatchObject({ status: 200 });
    await makeRoom(server.database);
    const late = await call(server, postMessage, { body });
    const after = await call(server, listMessages, { query: { after: messages.at(-1)?.id } });
    expect(after.body.messages).toEqual([late.body]);
  });

  it('stores what it acknowledges and nothing else', async ({ server }) => {
    const { cursor } = (await call(server, listChanges)).body ?? {};
    await leaveNoRoom(server.database);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(server, { method: 'POST', path: postMessage.path, body })),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses).toContain(507);
    const kept = answers
      .filter(({ status }) => status === 201)
      .map(({ text }) => JSON.parse(text).id as string);
    const { messages } = (await call(server, listMessages, { query: { limit: 200 } })).body;
    expect(messages.map(({ id }) => id)).toEqual(kept);
    const news = await call(server, listChanges, { query: { since: cursor } });
    expect(messagesOf(news.body?.changes).map(({ id }) => id)).toEqual(kept);
  });
});

describe.runIf(canMakeDisks())('a disk that is really full', () => {
  // Nothing writes but what the test asks for.
  it.override('parts', { clock: createClock() });

  it('raises one alarm for all posts, which ends with the first that is saved', async ({ start, disk }) => {
    const server = await start.server({ DATA_DIR: disk.folder });
    const alarms = hearAlarms(server);
    const [first] = await post(server, body);
    disk.fill(0);
    expect(await postUntilFull(server)).toMatchObject({ code: 'storage_full', status: 507 });
    for (let times = 0; times < 5; times++) await callRefused(server, postMessage, { body });
    expect(alarms.open.get('storage_full')).toMatchObject({
      severity: 'CRITICAL',
      message: expect.stringContaining('Posting goes on by itself'),
    });
    expect(alarms.count('storage_full')).toBe(1);
    const page = await call(server, listMessages, { query: { after: first?.id } });
    expect(page.status).toBe(200);
    disk.empty();
    const [late] = await post(server, body);
    expect(alarms.open.has('storage_full')).toBe(false);
    const after = await call(server, listMessages, { query: { after: first?.id, limit: 200 } });
    expect(after.body.messages).toEqual([...page.body.messages, late]);
  });

  it('is no news any more once there is room, though nobody posts', async ({ start, disk }) => {
    const server = await start.server({ DATA_DIR: disk.folder });
    const { open } = hearAlarms(server);
    disk.fill(0);
    await postUntilFull(server);
    expect(open.has('storage_full')).toBe(true);
    disk.empty();
    await runTask(server, 'self_check');
    expect(open.has('storage_full')).toBe(false);
  });

  it('lets a server stop, and tells the next one why it cannot start', async ({ start, disk }) => {
    const server = await start.server({ DATA_DIR: disk.folder });
    const [first] = await post(server, body);
    disk.fill(0);
    await postUntilFull(server);
    await server.close();
    const error = await start.server({ DATA_DIR: disk.folder }).catch((reason: unknown) => reason);
    expect(explainStartError(error).message).toMatch(/^The disk is full\. .* make room .*\.$/);
    disk.empty();
    const again = await start.server({ DATA_DIR: disk.folder });
    const [oldest] = (await call(again, listMessages, { query: { limit: 200 } })).body.messages;
    expect(oldest).toEqual(first);
  });
});

describe('a database that another program holds', () => {
  it('refuses posts with 503, keeps nothing of them, and goes on when it is let go', async ({ server }) => {
    await sql`pragma busy_timeout = 0`.execute(server.database.kysely);
    const other = new BetterSqlite3(join(server.config.dataDir, 'bookchat.db'));
    other.exec('begin immediate');
    const { open } = hearAlarms(server);
    const refusal = await callRefused(server, postMessage, { body });
    expect(refusal.body).toMatchObject({ code: 'overloaded', status: 503 });
    expect(refusal.headers['retry-after']).toBe('5');
    expect(open.get('database_write')).toMatchObject({ severity: 'CRITICAL' });
    other.exec('rollback');
    other.close();
    const { body: message } = await call(server, postMessage, { body });
    expect(open.size).toBe(0);
    expect((await call(server, listMessages)).body.messages).toEqual([message]);
  });
});

async function leaveNoRoom({ kysely }: Database): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(kysely);
  await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 2}`).execute(kysely);
}

async function makeRoom({ kysely }: Database): Promise<void> {
  await sql`pragma max_page_count = 1000000`.execute(kysely);
}

async function postUntilFull(server: { url: string }) {
  for (let count = 0; count < 20; count++) {
    const answer = await send(server, { method: 'POST', path: postMessage.path, body });
    if (answer.status !== 201) return readProblem(answer);
  }
  throw new Error('The disk never became full');
}
