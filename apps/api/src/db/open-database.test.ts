import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { listMessages } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { call } from '../../test/call.ts';
import { cutCheckpoint } from '../../test/cut-checkpoint.ts';
import { post } from '../../test/post.ts';
import { it as base } from '../../test/server-test.ts';
import { DatabaseError } from './database-error.ts';
import { assertFullDurability } from './engines/sqlite.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

const WRITTEN_LATER = 2_000;

/** A closed database in which alice has written. */
const it = base.extend('file', async ({ folder, start }) => {
  const server = await start.server({ DATA_DIR: folder });
  await Promise.all(
    Array.from({ length: 200 }, (_, line) => post(server, { author: 'alice', content: `line ${line}` })),
  );
  await server.close();
  return join(folder, 'bookchat.db');
});

describe('a database', () => {
  base('is made by every migration, in order', async ({ folder }) => {
    const database = await openDatabase(join(folder, 'new/bookchat.db'));
    const tables = await sql<{
      name: string;
    }>`select name from sqlite_master where type = 'table' order by name`.execute(database.kysely);
    await database.close();
    expect(database.migrated).toEqual(Object.keys(migrations));
    expect(database.migrated).toEqual(database.migrated.toSorted());
    expect(tables.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['changes', 'messages', 'server_state']),
    );
  });

  it('is left as it is by the next start', async ({ file }) => {
    const first = await openDatabase(file);
    await first.close();
    const second = await openDatabase(file);
    await second.close();
    expect(second.migrated).toEqual([]);
    expect(second.epoch).toBe(first.epoch);
    expect(second.epoch).toMatch(/^[0-9a-f]{8}$/);
  });

  it('has the columns that the contract names', ({ file }) => {
    const database = new BetterSqlite3(file, { readonly: true });
    const columns = database.pragma('table_info(messages)') as { name: string }[];
    database.close();
    expect(columns.map(({ name }) => name)).toEqual([
      'position',
      'id',
      'room',
      'author',
      'content',
      'created_at',
      'edited_at',
      'git_commit_hash',
      'synced',
      'author_id',
      'hidden',
      'claimed',
      'kept_here',
    ]);
  });

  base.for([
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
    ['busy_timeout', 5_000],
    ['journal_size_limit', 64 * 1024 * 1024],
  ] as const)('is written with %s = %s', async ([pragma, value], { server }) => {
    const { rows } = await sql
      .raw<Record<string, unknown>>(`pragma ${pragma}`)
      .execute(server.database.kysely);
    expect(Object.values(rows[0] ?? {})).toEqual([value]);
  });

  base('is not written at less than full durability', ({ folder }) => {
    const writer = new BetterSqlite3(join(folder, 'some.db'));
    writer.pragma('journal_mode = WAL');
    writer.pragma('synchronous = NORMAL');
    expect(() => assertFullDurability(writer)).toThrow('synchronous=1, not FULL');
    writer.close();
  });

  it('is whole in its one file once it is closed', async ({ file, folder }) => {
    rmSync(`${file}-wal`, { force: true });
    rmSync(`${file}-shm`, { force: true });
    const database = new BetterSqlite3(join(folder, 'bookchat.db'), { readonly: true });
    expect(database.prepare('select count(*) from messages').pluck().get()).toBe(200);
    database.close();
  });

  it('is refused to a second server while the first runs, and free when it ends', async ({ file }) => {
    const first = await openDatabase(file);
    await expect(openDatabase(file)).rejects.toThrow(/Another BookChat server already runs on .+ DATA_DIR/);
    await first.close();
    await (await openDatabase(file)).close();
  });
});

describe('a database in memory', () => {
  base.override('env', { DATABASE_URL: ':memory:' });

  base('serves as one on a disk does', async ({ server }) => {
    const said = await post(server, { author: 'alice', content: 'one' }, { author: 'bob', content: 'two' });
    expect((await call(server, listMessages)).body.messages).toEqual(said);
  });
});

describe('the size that a database says it has', () => {
  it('is not held against one whose count of pages is not in force', async ({ file }) => {
    const whole = readFileSync(file);
    whole.writeUInt32BE(whole.readUInt32BE(24) + 1, 24);
    whole.writeUInt32BE(999_999, 28);
    writeFileSync(file, whole);
    await (await openDatabase(file)).close();
  });

  it('is read right for the largest pages', async ({ file }) => {
    const database = new BetterSqlite3(file);
    database.pragma('journal_mode = DELETE');
    database.pragma('page_size = 65536');
    database.exec('vacuum');
    database.close();
    truncateSync(file, 65_536);
    await expect(openDatabase(file)).rejects.toThrow(/it ends after 65536 of \d+ bytes/);
  });
});

describe('a database whose server was killed', () => {
  it('keeps what only its log holds, even when a checkpoint was cut off', async ({ file, folder }) => {
    const killed = join(folder, 'killed/bookchat.db');
    await writeAndCopy(file, killed);
    cutCheckpoint(killed);
    const database = await openDatabase(killed);
    const { count } = await database.kysely
      .selectFrom('messages')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    await database.close();
    expect(count).toBe(200 + WRITTEN_LATER);
  });

  base('starts anew where it had not written anything yet', async ({ folder }) => {
    writeFileSync(join(folder, 'bookchat.db'), '');
    await (await openDatabase(join(folder, 'bookchat.db'))).close();
  });
});

describe('the files of a database', () => {
  it('are for their owner alone, also where they were not', async ({ file, folder }) => {
    const modes = () =>
      ['bookchat.db', 'bookchat.db-wal', 'bookchat.lock'].map(
        (name) => statSync(join(folder, name)).mode & 0o777,
      );
    chmodSync(file, 0o644);
    const database = await openDatabase(file);
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
    await database.close();
  });
});

describe('a damaged database', () => {
  it.for([
    ['emptied', () => Buffer.alloc(0), 'it is empty'],
    ['zeroed', (whole: Buffer) => Buffer.alloc(whole.length), 'not a SQLite database'],
    ['cut to a stub', (whole: Buffer) => whole.subarray(0, 50), 'not a SQLite database'],
    ['cut in half', (whole: Buffer) => whole.subarray(0, whole.length / 2), 'it ends after'],
    ['cut by one byte', (whole: Buffer) => whole.subarray(0, -1), 'it ends after'],
    ['replaced by text', () => Buffer.from('Dear diary,\n'.repeat(100)), 'not a SQLite database'],
    ['zeroed but for its header', zeroAllButHeader, 'malformed'],
    ['overwritten in its schema', overwriteSchema, 'malformed'],
    // Of whichever table that is: one that the start itself reads, or not.
    ['overwritten in its last page', overwriteLastPage, /page|malformed/],
  ] as const)('is refused when it was %s, and left untouched', async ([, damage, how], { file }) => {
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    const refusal = await openDatabase(file).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DatabaseError);
    expect(String(refusal)).toContain(`The database ${file} is damaged: `);
    expect(String(refusal)).toMatch(how);
    expect(String(refusal)).toContain('put a good copy in its place');
    expect(readFileSync(file).equals(damaged)).toBe(true);
  });

  it('is refused when it is gone, instead of starting an empty one', async ({ file }) => {
    rmSync(file);
    await expect(openDatabase(file)).rejects.toThrow(/is gone, though BookChat has kept one there/);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it('is not looked at where its lock is damaged, and the message says what to do', async ({
    file,
    folder,
  }) => {
    writeFileSync(join(folder, 'bookchat.lock'), 'nonsense '.repeat(1_000));
    await expect(openDatabase(file)).rejects.toThrow(/bookchat\.lock is damaged: .*Remove it/);
  });

  it('starts empty where the operator says so by removing the lock', async ({ file, folder }) => {
    rmSync(file);
    rmSync(join(folder, 'bookchat.lock'));
    const database = await openDatabase(file);
    expect(database.migrated).toEqual(Object.keys(migrations));
    await database.close();
  });

  it('is opened again once a good copy is in its place', async ({ file }) => {
    const good = readFileSync(file);
    truncateSync(file, 5_000);
    await expect(openDatabase(file)).rejects.toThrow(DatabaseError);
    writeFileSync(file, good);
    await (await openDatabase(file)).close();
  });
});

describe('a database of something else', () => {
  it('is refused when a newer BookChat wrote it', async ({ file }) => {
    const database = new BetterSqlite3(file);
    database.exec("insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')");
    database.close();
    await expect(openDatabase(file)).rejects.toThrow(
      /newer BookChat has written this database .*9999-future/,
    );
  });

  base('is refused when another program wrote it, and keeps what it holds', async ({ folder }) => {
    const file = join(folder, 'bookchat.db');
    const other = new BetterSqlite3(file);
    other.exec("create table notes (text); insert into notes values ('milk')");
    other.close();
    await expect(openDatabase(file)).rejects.toThrow(/is not BookChat's: it holds notes/);
    const again = new BetterSqlite3(file, { readonly: true });
    expect(again.prepare('select name from sqlite_master').pluck().all()).toEqual(['notes']);
    again.close();
  });

  base('is refused where the folder cannot be one', async ({ folder }) => {
    writeFileSync(join(folder, 'data'), '');
    await expect(openDatabase(join(folder, 'data/bookchat.db'))).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

function zeroAllButHeader(whole: Buffer): Buffer {
  return Buffer.concat([whole.subarray(0, 100), Buffer.alloc(whole.length - 100)]);
}

function overwriteSchema(whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  copy.fill(0xff, 100, 4_096);
  return copy;
}

/** Writes on without a checkpoint, and copies what a kill would leave at that moment. */
async function writeAndCopy(file: string, copy: string): Promise<void> {
  const database = new BetterSqlite3(file);
  database.pragma('wal_autocheckpoint = 0');
  database.exec(`
    with recursive later(n) as (select 1 union all select n + 1 from later where n < ${WRITTEN_LATER})
    insert into messages (position, id, room, author, content, created_at)
    select 1000 + n, 'later-' || n, 'general', 'bob', 'line ' || n, '2026-11-20T17:16:41.123Z' from later`);
  mkdirSync(dirname(copy));
  for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
  database.close();
}

function overwriteLastPage(whole: Buffer): Buffer {
  return Buffer.concat([whole.subarray(0, -4_096), Buffer.alloc(64, 0xff), whole.subarray(-4_032)]);
}
