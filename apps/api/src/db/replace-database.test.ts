import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listChanges, listMessages, postMessage } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { makeIncoming } from '../../test/make-incoming.ts';
import { post } from '../../test/post.ts';
import { send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';
import type { TestServer } from '../../test/start-test-server.ts';

describe('a database that is replaced under the running server', () => {
  it('is read and written as the other one from then on', async ({ server }) => {
    const before = await post(server, { author: 'alice', content: 'before' });
    const { incoming } = await makeIncoming(server.config.dataDir);
    await post(server, { author: 'alice', content: 'after the copy' });
    await server.database.replaceWith(incoming);
    expect(await contents(server)).toEqual(['before']);
    const [late] = await post(server, { author: 'bob', content: 'later' });
    expect((await call(server, listMessages)).body.messages).toEqual([...before, late]);
    expect(existsSync(incoming)).toBe(false);
  });

  it('has another epoch, and cursors of the old one are expired', async ({ server }) => {
    await post(server, { content: 'one' });
    const { cursor } = (await call(server, listChanges)).body ?? {};
    const { incoming, epoch } = await makeIncoming(server.config.dataDir);
    await server.database.replaceWith(incoming);
    expect(server.database.epoch).toBe(epoch);
    const refusal = await callRefused(server, listChanges, { query: { since: cursor } });
    expect(refusal.body.code).toBe('cursor_expired');
    expect((await call(server, listChanges)).body?.cursor).toBe(`${epoch}-1`);
  });

  it('shows no page of the old one, though both end at the same position', async ({ server }) => {
    await post(server, { content: 'old' });
    expect(await contents(server)).toEqual(['old']);
    const { incoming } = await makeIncoming(server.config.dataDir, "update messages set content = 'new'");
    await server.database.replaceWith(incoming);
    expect(await contents(server)).toEqual(['new']);
  });

  it('keeps Kysely, its queries and its transactions', async ({ server }) => {
    const { kysely } = server.database;
    await post(server, { content: 'one' }, { content: 'two' });
    const { incoming } = await makeIncoming(server.config.dataDir, 'delete from messages where position = 2');
    await server.database.replaceWith(incoming);
    expect(await kysely.selectFrom('messages').select('content').execute()).toEqual([{ content: 'one' }]);
    const changed = await kysely.transaction().execute(async (transaction) => {
      await transaction.updateTable('messages').set({ content: 'uno' }).execute();
      return transaction.selectFrom('messages').select('content').executeTakeFirst();
    });
    expect(changed).toEqual({ content: 'uno' });
    const { rows } = await sql`pragma synchronous`.execute(kysely);
    expect(rows).toEqual([{ synchronous: 2 }]);
  });

  it('can be replaced again and again, and says where each old one is', async ({ server }) => {
    const { dataDir } = server.config;
    const asides: (string | null)[] = [];
    for (const content of ['one', 'two', 'three']) {
      await post(server, { content });
      asides.push(await server.database.replaceWith((await makeIncoming(dataDir)).incoming));
    }
    expect(new Set(asides).size).toBe(3);
    const kept = asides.map((aside) => countMessages(join(dataDir, String(aside), 'bookchat.db')));
    expect(kept).toEqual([1, 2, 3]);
    expect(await contents(server)).toEqual(['one', 'two', 'three']);
  });

  it('takes into the new one what was written meanwhile', async ({ server }) => {
    await post(server, { content: 'in the backup' });
    const { incoming, epoch } = await makeIncoming(server.config.dataDir);
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    let arrived = 0;
    server.app.server.on('request', () => {
      arrived += 1;
    });
    const replaced = server.database.replaceWith(incoming, () => mayGoOn);
    const posts = Array.from({ length: 20 }, (_, n) =>
      send(server, { method: 'POST', path: postMessage.path, body: { content: `meanwhile ${n}` } }),
    );
    await vi.waitFor(() => expect(arrived).toBe(20));
    goOn();
    await replaced;
    expect(new Set((await Promise.all(posts)).map(({ status }) => status))).toEqual(new Set([201]));
    expect(await contents(server)).toHaveLength(21);
    expect((await call(server, listChanges)).body?.cursor).toBe(`${epoch}-21`);
  });

  it('waits for a transaction that is open', async ({ server }) => {
    const { incoming } = await makeIncoming(server.config.dataDir);
    const steps: string[] = [];
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const transaction = server.database.kysely.transaction().execute(async (db) => {
      await db.updateTable('tasks').set({ enabled: 0 }).execute();
      await mayCommit;
      steps.push('committed');
    });
    const replaced = server.database.replaceWith(incoming, async () => void steps.push('replacing'));
    commit();
    await Promise.all([transaction, replaced]);
    expect(steps).toEqual(['committed', 'replacing']);
  });

  it('is replaced also while another program reads the old one, which that goes on to see', async ({
    server,
  }) => {
    await post(server, { content: 'one' });
    const reader = new BetterSqlite3(join(server.config.dataDir, 'bookchat.db'), { readonly: true });
    reader.exec('begin');
    const count = reader.prepare<[], number>('select count(*) from messages').pluck();
    expect(count.get()).toBe(1);
    const { incoming } = await makeIncoming(server.config.dataDir, 'delete from messages');
    await server.database.replaceWith(incoming);
    expect(count.get()).toBe(1);
    await post(server, { content: 'new' });
    reader.exec('commit');
    reader.close();
    expect(await contents(server)).toEqual(['new']);
    expect(countMessages(join(server.config.dataDir, 'bookchat.db'))).toBe(1);
  });
});

describe('a replacement that fails', () => {
  it.for([
    ['what comes is no database', (incoming: string) => writeFileSync(incoming, 'Dear diary,\n'.repeat(100))],
    ['what comes lacks its tables', emptyTables],
    ['what comes is gone', () => undefined],
  ] as const)('because %s leaves the old one open, and nothing behind', async ([, make], { server }) => {
    const { dataDir } = server.config;
    const { epoch } = server.database;
    const said = await post(server, { content: 'one' });
    const files = readdirSync(dataDir);
    const incoming = join(dataDir, 'bookchat.db.incoming');
    make(incoming);
    await expect(server.database.replaceWith(incoming)).rejects.toThrow();
    expect((await call(server, listMessages)).body.messages).toEqual(said);
    expect(server.database.epoch).toBe(epoch);
    await post(server, { content: 'two' });
    expect(await contents(server)).toEqual(['one', 'two']);
    expect(readdirSync(dataDir).toSorted()).toEqual(files.toSorted());
  });

  it('because nothing can be noted on the disk leaves the old one open', async ({ server }) => {
    const { dataDir } = server.config;
    await post(server, { content: 'one' });
    const { incoming } = await makeIncoming(dataDir, 'delete from messages');
    mkdirSync(join(dataDir, 'bookchat.restore.partial'));
    await expect(server.database.replaceWith(incoming)).rejects.toThrow('EISDIR');
    expect(await contents(server)).toEqual(['one']);
    await post(server, { content: 'two' });
    expect(existsSync(incoming)).toBe(false);
  });

  it('because whoever listens cannot read the new one puts the old one back', async ({ server }) => {
    const heard: string[] = [];
    server.database.onReplaced(() => {
      heard.push(server.database.epoch);
      if (heard.length === 1) throw new Error('not this one');
    });
    const before = server.database.epoch;
    await post(server, { content: 'one' });
    const { incoming, epoch } = await makeIncoming(server.config.dataDir, 'delete from messages');
    await expect(server.database.replaceWith(incoming)).rejects.toThrow('not this one');
    expect(heard).toEqual([epoch, before]);
    expect(await contents(server)).toEqual(['one']);
  });

  it('in what comes last leaves everything as it is', async ({ server }) => {
    await post(server, { content: 'one' });
    const { incoming } = await makeIncoming(server.config.dataDir, 'delete from messages');
    const failing = server.database.replaceWith(incoming, () => Promise.reject(new Error('no room')));
    await expect(failing).rejects.toThrow('no room');
    expect(await contents(server)).toEqual(['one']);
  });
});

describe('a database in memory', () => {
  it.override('env', { DATABASE_URL: ':memory:' });

  it('is replaced by the content of a file, and grows on', async ({ server, folder, start }) => {
    const other = await start.server({ DATA_DIR: folder, DATABASE_URL: '' });
    await post(other, { content: 'from the file' });
    const { incoming, epoch } = await makeIncoming(folder);
    await post(server, { content: 'from memory' });
    expect(await server.database.replaceWith(incoming)).toBeNull();
    expect(server.database.epoch).toBe(epoch);
    await post(server, ...Array.from({ length: 50 }, () => ({ content: 'x'.repeat(4_000) })));
    const all = await contents(server);
    expect([all.length, all[0]]).toEqual([51, 'from the file']);
  });

  it('stays as it is where the file is no database', async ({ server, folder }) => {
    await post(server, { content: 'from memory' });
    const incoming = join(folder, 'incoming');
    emptyTables(incoming);
    await expect(server.database.replaceWith(incoming)).rejects.toThrow('server_state');
    writeFileSync(incoming, readFileSync(import.meta.filename));
    await expect(server.database.replaceWith(incoming)).rejects.toThrow('not a database');
    await post(server, { content: 'and on' });
    expect(await contents(server)).toEqual(['from memory', 'and on']);
  });
});

async function contents(server: TestServer): Promise<string[]> {
  const { messages } = (await call(server, listMessages, { query: { limit: 200 } })).body;
  return messages.map(({ content }) => content);
}

function countMessages(file: string): unknown {
  const database = new BetterSqlite3(file, { readonly: true });
  const count = database.prepare('select count(*) from messages').pluck().get();
  database.close();
  return count;
}

function emptyTables(file: string): void {
  const database = new BetterSqlite3(file);
  database.exec('create table notes (text)');
  database.close();
}
