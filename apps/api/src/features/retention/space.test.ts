import { statSync } from 'node:fs';
import { verifyArchive } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { ADMIN } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { post } from '../../../test/post.ts';
import { archive, it, listLeft, look, retain, say, sayMany } from '../../../test/retention-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const OLD = '2026-10-01T10:00:00.000Z';

describe('the room of what has left', { timeout: 120_000 }, () => {
  it('is given back to the disk, and the write-ahead log shrinks as well', async ({ server }) => {
    await sayMany(server, 900, OLD);
    await archive(server);
    await say(server, '2026-11-19T10:00:00.000Z', 'new');
    const file = server.config.database;
    await server.database.space.foldLog();
    const before = statSync(file).size;
    const run = await retain(server);
    expect(run).toMatchObject({
      result: 'ok',
      message: expect.stringMatching(/^900 messages have left.* smaller\.$/),
    });
    const after = statSync(file).size;
    expect(after).toBeLessThan(before / 4);
    expect((await look(server)).last_run?.freed_bytes).toBeGreaterThan(before / 2);
    expect(statSync(`${file}-wal`).size).toBeLessThan(256 * 1024);
    expect(server.database.space.freeBytes).toBeLessThan(256 * 1024);
  });

  it('is there while people write: each post is answered, and stays', async ({ server }) => {
    await sayMany(server, 900, OLD);
    await archive(server);
    const said: string[] = [];
    let isOver = false;
    const removal = retain(server).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const content = `meanwhile ${said.length}`;
      await post(server, { author: 'bob', content });
      said.push(content);
    }
    expect(await removal).toMatchObject({
      result: 'ok',
      message: expect.stringContaining('900 messages have left'),
    });
    expect(said.length).toBeGreaterThan(1);
    expect(await listLeft(server)).toEqual(said);
  });

  it('is given back where a room that stays lies in the same pages', async ({ start }) => {
    const server = await start.server({ RETENTION_ROOMS: 'news=never' });
    const { database: file } = server.config;
    await fillTwoRooms(server);
    await server.database.space.foldLog();
    const before = statSync(file).size;
    const run = retain(server);
    const meanwhile = await post(server, { author: 'bob', content: 'meanwhile' });
    expect(meanwhile).toHaveLength(1);
    expect(await run).toMatchObject({
      result: 'ok',
      message: expect.stringMatching(/^900 messages have left the database\. The database is .* smaller\.$/),
    });
    expect(statSync(file).size).toBeLessThan(before * 0.65);
    expect(statSync(`${file}-wal`).size).toBeLessThan(256 * 1024);
    expect(server.database.space.canShrink).toBe(true);
    const left = await listLeft(server);
    expect(left).toHaveLength(901);
    expect(left.at(-1)).toBe('meanwhile');
    await post(server, { author: 'bob', content: 'afterwards' });
    expect((await listLeft(server)).at(-1)).toBe('afterwards');
    expect((await verify(server)).same).toBe(true);
  });

  it.for([
    [{ RETENTION_REBUILD_MB: '0' }, 'larger than RETENTION_REBUILD_MB'],
    [{}, 'Somebody was reading it'],
  ] as const)('stays for a while with %j, and the run says why', async ([env, why], { start }) => {
    const server = await start.server({ RETENTION_ROOMS: 'news=never', ...env });
    await fillTwoRooms(server);
    const reader = new BetterSqlite3(server.config.database, { readonly: true });
    const rows = reader.prepare('select * from messages').iterate();
    rows.next();
    const { result, message } = await retain(server);
    rows.return?.();
    reader.close();
    expect([result, message]).toEqual(['ok', expect.stringContaining(why)]);
    expect(message).toMatch(/^900 messages have left .* would give back some [\d.]+ MB/);
    expect(await listLeft(server)).toHaveLength(900);
  });

  it('is not held up by somebody who reads the file, such as a backup', async ({ server }) => {
    await sayMany(server, 500, OLD);
    await archive(server);
    const reader = new BetterSqlite3(server.config.database, { readonly: true });
    const rows = reader.prepare('select * from messages').iterate();
    rows.next();
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual([]);
    expect(await server.database.space.foldLog()).toBe(false);
    rows.return?.();
    reader.close();
    expect(await server.database.space.foldLog()).toBe(true);
  });
});

/** 900 messages of each, turn by turn. */
async function fillTwoRooms(server: TestServer): Promise<void> {
  for (let half = 0; half < 2; half++) {
    await sayMany(server, 900, OLD, everySecondIsNews);
    await archive(server);
  }
}

function everySecondIsNews(index: number): string {
  return index % 2 === 0 ? 'news' : 'general';
}

async function verify(server: TestServer) {
  return (await call(server, verifyArchive, { headers: ADMIN })).body;
}
