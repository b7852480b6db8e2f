import { readDatabase } from '@bookchat/shared';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../../test/call.ts';
import { createClock } from '../../../../test/create-clock.ts';
import { damagePage } from '../../../../test/damage-page.ts';
import { post } from '../../../../test/post.ts';
import { runTask } from '../../../../test/run-task.ts';
import { it } from '../../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN, type TestServer } from '../../../../test/start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

describe('the report of the database', () => {
  it.override('parts', { clock: createClock() });

  it('says how large each table and index is, measured when that is first asked', async ({ server }) => {
    await post(server, { content: 'one' }, { content: 'two' });
    const report = await readMeasured(server);
    expect(report.engine).toMatch(/^SQLite 3\.\d+\.\d+$/);
    expect(report.bytes + report.wal_bytes).toBeGreaterThan(0);
    expect(report.measured_at).toBe('2026-11-20T12:00:00.000Z');
    const messages = report.tables.find(({ name }) => name === 'messages');
    expect(messages).toEqual({ name: 'messages', rows: 2, bytes: expect.any(Number) });
    expect(messages?.bytes).toBeGreaterThan(0);
    expect(report.tables.map(({ name }) => name)).not.toContainEqual(expect.stringMatching(/^sqlite_/));
    const index = report.indexes.find(({ name }) => name === 'messages_by_room');
    expect(index).toMatchObject({ table: 'messages', is_used: true });
    expect(index?.columns[0]).toBe('room');
    expect(index?.bytes).toBeGreaterThan(0);
  });

  it('names an index that nothing goes by', async ({ server }) => {
    await sql`create index idle on messages (content)`.execute(server.database.kysely);
    const { indexes } = await readMeasured(server);
    expect(indexes.find(({ name }) => name === 'idle')).toMatchObject({
      columns: ['content'],
      is_used: false,
    });
  });

  it('says what the last look for damage found, and that statistics are kept new', async ({ server }) => {
    expect(await read(server)).toMatchObject({ integrity: null, optimized_at: null });
    await runTask(server, 'database_health');
    const { integrity, optimized_at } = await read(server);
    expect(integrity).toMatchObject({
      sound: true,
      message: expect.stringMatching(/^Sound: .* 0 messages\.$/),
    });
    expect(optimized_at).toBe('2026-11-20T12:00:00.000Z');
  });

  it('says what is damaged', async ({ server }) => {
    const bodies = Array.from({ length: 9 }, (_, number) => ({ content: `${number}`.repeat(3_000) }));
    await post(server, ...bodies);
    await damagePage(server, '0'.repeat(3_000));
    await runTask(server, 'database_health');
    expect((await read(server)).integrity).toMatchObject({
      sound: false,
      message: expect.stringContaining('btreeInitPage'),
    });
  });

  it('lists no statement while all are quick', async ({ start }) => {
    const server = await start.server({ SLOW_QUERY_MS: '60000' });
    await post(server, { content: 'hello' });
    expect(await read(server)).toMatchObject({ slow_queries: [], slow_above_seconds: 60 });
  });

  it('tells of a slow statement that scans which index would help', async ({ start }) => {
    const server = await start.server({ SLOW_QUERY_MS: '0' });
    await post(server, { content: 'hello', author: 'alice' });
    for (let times = 0; times < 3; times++) await search(server, 'alice');
    const query = (await read(server)).slow_queries.find((one) => one.sql.includes('"author" ='));
    expect(query).toMatchObject({
      count: 3,
      plan: expect.arrayContaining([expect.stringMatching(/^SCAN messages/)]),
      scans: ['messages'],
      suggestion: 'create index "messages_by_author_created_at" on "messages" ("author", "created_at")',
    });
    expect(query?.sql, 'holds no values').not.toContain('alice');
    expect(query?.total_seconds).toBeGreaterThanOrEqual(query?.max_seconds ?? 1);

    await sql.raw(query?.suggestion ?? '').execute(server.database.kysely);
    const helped = (await read(server)).slow_queries.find((one) => one.sql === query?.sql);
    expect(helped).toMatchObject({ scans: [], suggestion: null });
    expect(helped?.plan[0]).toContain('USING INDEX messages_by_author_created_at');
  });

  it('suggests nothing for what goes by an index, and for what an index would not spare', async ({
    start,
  }) => {
    const server = await start.server({ SLOW_QUERY_MS: '0' });
    await post(server, { content: 'hello' });
    await server.database.kysely.selectFrom('messages').selectAll().where('content', 'like', '%x%').execute();
    const { slow_queries } = await read(server);
    const like = slow_queries.find((one) => one.sql.includes(' like '));
    expect(like).toMatchObject({ scans: ['messages'], suggestion: null });
    const insert = slow_queries.find((one) => one.sql.startsWith('insert into "messages"'));
    expect(insert).toMatchObject({ scans: [], suggestion: null });
  });

  it('keeps the costliest of many texts', async ({ start }) => {
    const server = await start.server({ SLOW_QUERY_MS: '0' });
    for (let number = 0; number < 80; number++)
      await sql.raw(`select ${number} as number`).execute(server.database.kysely);
    expect((await read(server)).slow_queries).toHaveLength(50);
  });

  it('knows no sizes of a database that is kept in memory', async ({ start }) => {
    const server = await start.server({ DATABASE_URL: ':memory:' });
    expect(await read(server)).toMatchObject({ tables: [], indexes: [], measured_at: null });
  });

  it('is shown with the admin right alone', async ({ server }) => {
    expect((await callRefused(server, readDatabase)).body.code).toBe('admin_required');
  });
});

async function read(server: TestServer) {
  return (await call(server, readDatabase, { headers })).body;
}

/** Once it is measured, which an answer does not wait for for long. */
function readMeasured(server: TestServer) {
  return vi.waitFor(
    async () => {
      const report = await read(server);
      expect(report.measured_at).not.toBeNull();
      return report;
    },
    { timeout: 10_000 },
  );
}

/** A statement that the server itself would not make. */
async function search({ database }: TestServer, author: string): Promise<void> {
  await database.kysely
    .selectFrom('messages')
    .select('id')
    .where('author', '=', author)
    .orderBy('created_at')
    .execute();
}
