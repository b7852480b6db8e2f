import { join } from 'node:path';
import { listChanges, listMessages, postMessage } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { readProblem } from '../../test/read-problem.ts';
import { send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';
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
    expect(news.body?.changes.map(({ message }) => message.id)).toEqual(kept);
  });
});

describe('a database that another program holds', () => {
  it('refuses posts with 503, keeps nothing of them, and goes on when it is let go', async ({ server }) => {
    await sql`pragma busy_timeout = 0`.execute(server.database.kysely);
    const other = new BetterSqlite3(join(server.config.dataDir, 'bookchat.db'));
    other.exec('begin immediate');
    const refusal = await callRefused(server, postMessage, { body });
    expect(refusal.body).toMatchObject({ code: 'overloaded', status: 503 });
    expect(refusal.headers['retry-after']).toBe('5');
    other.exec('rollback');
    other.close();
    const { body: message } = await call(server, postMessage, { body });
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
