import { type Changes, listChanges } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { messagesOf } from '../../../test/messages-of.ts';
import { post } from '../../../test/post.ts';
import type { Received } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { NO_ARCHIVE } from './archive-report.ts';

const HASH = '0123456789abcdef0123456789abcdef01234567';

describe('GET /api/changes', () => {
  it('answers without a cursor with the current one alone', async ({ server }) => {
    await post(server, { author: 'alice', content: 'hello' });
    const { changes, has_more, archive } = await poll(server);
    expect({ changes, has_more, archive }).toEqual({ changes: [], has_more: false, archive: NO_ARCHIVE });
  });

  it('brings what was said since the cursor, oldest first', async ({ server }) => {
    await post(server, { author: 'alice', content: 'before' });
    const { cursor } = await poll(server);
    const said = await post(server, { author: 'bob', content: 'one' }, { author: 'carol', content: 'two' });
    const { changes } = await poll(server, cursor);
    expect(changes).toEqual(said.map((message) => ({ type: 'message', message })));
  });

  it('brings nothing again once the new cursor is used', async ({ server }) => {
    const { cursor } = await poll(server);
    await post(server, { content: 'hello' });
    const next = await poll(server, cursor);
    expect(await poll(server, next.cursor)).toMatchObject({ changes: [], cursor: next.cursor });
  });

  it('answers 304 without a body to the last ETag while nothing is new', async ({ server }) => {
    const { cursor } = await poll(server);
    const first = await call(server, listChanges, { query: { since: cursor } });
    const headers = { 'if-none-match': String(first.headers.etag) };
    const again = await call(server, listChanges, { query: { since: cursor }, headers });
    expect(again).toMatchObject({ status: 304, headers: { etag: first.headers.etag } });
    await post(server, { content: 'hello' });
    const news = await call(server, listChanges, { query: { since: cursor }, headers });
    expect(news.status).toBe(200);
    expect(news.headers.etag).not.toBe(first.headers.etag);
  });

  it('knows its ETag again after a proxy has weakened it', async ({ server }) => {
    const { cursor } = await poll(server);
    const { headers } = await call(server, listChanges, { query: { since: cursor } });
    const weakened = { 'if-none-match': `W/${String(headers.etag)}` };
    expect(await call(server, listChanges, { query: { since: cursor }, headers: weakened })).toMatchObject({
      status: 304,
    });
  });

  it.for([
    ['a list that holds it', (etag: string) => `"older", ${etag}, "newer"`],
    ['a list that holds it weakened', (etag: string) => `"a,b",W/"c" , W/${etag}`],
    ['anything at all', () => '*'],
  ] as const)('answers 304 to %s', async ([, toHeader], { server }) => {
    const { cursor } = await poll(server);
    const { headers } = await call(server, listChanges, { query: { since: cursor } });
    const again = await call(server, listChanges, {
      query: { since: cursor },
      headers: { 'if-none-match': toHeader(String(headers.etag)) },
    });
    expect(again).toMatchObject({ status: 304, headers: { etag: headers.etag } });
  });

  it.for(['"other"', 'W/"other", "another"', '', '"*"', 'nonsense'])(
    'answers in full to the tag %j of something else',
    async (tag, { server }) => {
      const { cursor } = await poll(server);
      const query = { since: cursor };
      expect(await call(server, listChanges, { query, headers: { 'if-none-match': tag } })).toMatchObject({
        status: 200,
      });
    },
  );

  it('answers 200 and empty where no ETag comes along', async ({ server }) => {
    const { cursor } = await poll(server);
    const { status, body } = await call(server, listChanges, { query: { since: cursor } });
    expect({ status, changes: body?.changes }).toEqual({ status: 200, changes: [] });
  });

  it('brings an archived message again, with its commit', async ({ server }) => {
    const [message] = await post(server, { author: 'alice', content: 'hello' });
    const { cursor } = await poll(server);
    await archive(server, message?.id ?? '');
    const { changes } = await poll(server, cursor);
    expect(changes).toEqual([
      { type: 'message', message: { ...message, git_commit_hash: HASH, synced: true } },
    ]);
  });

  it('brings a message once that was written and archived since', async ({ server }) => {
    const { cursor } = await poll(server);
    const [first, second] = await post(server, { content: 'one' }, { content: 'two' });
    await archive(server, first?.id ?? '');
    const { changes } = await poll(server, cursor);
    expect(messagesOf(changes).map(({ id }) => id)).toEqual([second?.id, first?.id]);
    expect(messagesOf(changes)[1]).toMatchObject({ git_commit_hash: HASH, synced: true });
  });

  it('brings at most 200 changes at a time, without an ETag until the last of them', async ({ server }) => {
    const { cursor } = await poll(server);
    await Promise.all(Array.from({ length: 450 }, (_, number) => post(server, { content: `${number}` })));
    const pages = await readAll(server, cursor);
    expect(pages.map(({ body }) => body.changes.length)).toEqual([200, 200, 50]);
    expect(pages.map(({ body }) => body.has_more)).toEqual([true, true, false]);
    expect(pages.map(({ headers }) => headers.etag === undefined)).toEqual([true, true, false]);
    expect(new Set(pages.flatMap(({ body }) => messagesOf(body.changes).map(({ id }) => id))).size).toBe(450);
  });

  it('answers in full to an ETag while more is waiting', async ({ server }) => {
    const { cursor } = await poll(server);
    await Promise.all(Array.from({ length: 201 }, (_, number) => post(server, { content: `${number}` })));
    const { headers } = await call(server, listChanges);
    const behind = await call(server, listChanges, {
      query: { since: cursor },
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect(behind).toMatchObject({ status: 200, body: { has_more: true } });
  });

  it('makes no query while nothing is new', async ({ server }) => {
    await post(server, { content: 'hello' });
    const first = await call(server, listChanges);
    const queries = countQueries();
    await poll(server, first.body?.cursor);
    await call(server, listChanges, {
      query: { since: first.body?.cursor },
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    await poll(server);
    expect(queries()).toBe(0);
    await post(server, { content: 'news' });
    await poll(server, first.body?.cursor);
    expect(queries(), 'and the count would have seen one').toBeGreaterThan(0);
  });

  it('gives a cursor that outlives a restart', async ({ folder, start }) => {
    const before = await start.server({ DATA_DIR: folder });
    const { cursor } = await poll(before);
    const said = await post(before, { content: 'hello' });
    await before.close();
    const { changes } = await poll(await start.server({ DATA_DIR: folder }), cursor);
    expect(messagesOf(changes)).toEqual(said);
  });

  it.for(['', 'x', '00000000', '0000000-1', '00000000-', '00000000--1', '00000000-1e3', 'ZZZZZZZZ-1'])(
    'refuses the cursor %j',
    async (since, { server }) => {
      const { body } = await callRefused(server, listChanges, { query: { since } });
      expect(body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'since' }] });
    },
  );

  it('answers 410 to a cursor of another history', async ({ server, start }) => {
    const { cursor } = await poll(await start.server());
    const { body } = await callRefused(server, listChanges, { query: { since: cursor } });
    expect(body).toMatchObject({ code: 'cursor_expired', status: 410 });
  });

  it('answers 410 to a cursor from beyond the newest change', async ({ server }) => {
    const { cursor } = await poll(server);
    const { body } = await callRefused(server, listChanges, { query: { since: `${cursor.slice(0, 8)}-7` } });
    expect(body.code).toBe('cursor_expired');
  });
});

type Page = { readonly headers: Received['headers']; readonly body: Changes };

async function poll(server: { url: string }, since?: string): Promise<Changes> {
  const { body } = await call(server, listChanges, { query: { since } });
  return body as Changes;
}

async function readAll(server: { url: string }, since: string): Promise<Page[]> {
  const answer = await call(server, listChanges, { query: { since } });
  const page = { headers: answer.headers, body: answer.body as Changes };
  return page.body.has_more ? [page, ...(await readAll(server, page.body.cursor))] : [page];
}

/** What the archive will do: sets the receipt, and logs that it did. */
async function archive({ app, database }: TestServer, id: string): Promise<void> {
  const position = app.changeLog.newest.position + 1;
  const mark = database.prepareWrite<{ id: string }, unknown>((db, parameter) =>
    db.updateTable('messages').set({ git_commit_hash: HASH, synced: 1 }).where('id', '=', parameter('id')),
  );
  await database.transact(() => {
    mark.run({ id });
    app.changeLog.append({ position, type: 'message.archived', message_id: id });
  });
  app.changeLog.publish(position);
}

/** Counts every statement that runs from now on, on any connection of this process. */
function countQueries(): () => number {
  const memory = new BetterSqlite3(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('select 1')) as BetterSqlite3.Statement;
  memory.close();
  const spies = (['all', 'get', 'run', 'iterate'] as const).map((verb) => vi.spyOn(statements, verb));
  return () => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
}
