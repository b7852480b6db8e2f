import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, readDetails } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { query } from '../../../test/restore.ts';
import { archive, it, listLeft, look, retain, say } from '../../../test/retention-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { keepYearly } from './jobs/keep-yearly.ts';

/** Says something that the archive refuses for good. */
async function sayRefused(server: TestServer, created_at: string, content: string): Promise<string> {
  const id = await say(server, created_at, content);
  const { position } = await server.database.kysely
    .selectFrom('messages')
    .select('position')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await server.database.kysely
    .insertInto('archive_set_aside')
    .values({ position, reason: 'It looks like a secret.', set_aside_at: created_at })
    .execute();
  return id;
}

describe('what no archive takes', { timeout: 120_000 }, () => {
  it('goes into the database of its year, and leaves the live one', async ({ server }) => {
    const first = await sayRefused(server, '2025-12-31T23:59:00.000Z', 'of last year');
    await sayRefused(server, '2026-10-01T10:00:00.000Z', 'of this year');
    await sayRefused(server, '2026-11-01T10:00:00.000Z', 'not old');
    await say(server, '2026-11-19T10:00:00.000Z', 'archived');
    await archive(server);
    expect((await look(server)).rooms).toMatchObject([{ past: 2, to_yearly: 2, waiting: 0 }]);
    expect((await retain(server)).message).toContain(
      '2 messages that no archive takes are in a yearly database now.',
    );
    expect(await listLeft(server)).toEqual(['not old', 'archived']);
    const folder = join(server.config.dataDir, 'old-messages');
    expect(readdirSync(folder)).toEqual(['2025.db', '2026.db']);
    expect(statSync(join(folder, '2025.db')).mode & 0o777).toBe(0o600);
    expect(query(join(folder, '2025.db'), 'select id from messages')).toEqual([first]);
    expect(query(join(folder, '2025.db'), 'select content || reason from messages')).toEqual([
      'of last yearIt looks like a secret.',
    ]);
    expect((await look(server)).yearly).toMatchObject([
      { file: '2025.db', messages: 1 },
      { file: '2026.db', messages: 1 },
    ]);
    expect((await readDetails(server)).set_aside).toHaveLength(1);
    expect((await call(server, verifyArchive, { headers: ADMIN })).body).toMatchObject({ same: true });
  });

  it('is copied to BACKUP_COPY_DIR, and stays where that is gone', async ({ start, folder }) => {
    const copies = join(folder, 'copies');
    const server = await start.server({ BACKUP_COPY_DIR: copies });
    await sayRefused(server, '2026-10-01T10:00:00.000Z', 'old');
    await say(server, '2026-11-19T10:00:00.000Z', 'new');
    expect(await retain(server)).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('BACKUP_COPY_DIR is not there'),
    });
    expect(await listLeft(server)).toEqual(['old', 'new']);
    mkdirSync(copies);
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual(['new']);
    expect(query(join(copies, 'old-messages/2026.db'), 'select content from messages')).toEqual(['old']);
    expect(readdirSync(join(copies, 'old-messages'))).toEqual(['2026.db']);
  });

  it('stays where its yearly database cannot be written', async ({ server }) => {
    await sayRefused(server, '2026-10-01T10:00:00.000Z', 'old');
    await say(server, '2026-11-19T10:00:00.000Z', 'new');
    mkdirSync(join(server.config.dataDir, 'old-messages'));
    writeFileSync(
      join(server.config.dataDir, 'old-messages/2026.db'),
      'no database, and longer than a header is'.repeat(9),
    );
    expect(await retain(server)).toMatchObject({ result: 'failed' });
    expect(await listLeft(server)).toEqual(['old', 'new']);
    expect((await look(server)).yearly).toMatchObject([{ file: '2026.db', messages: 0 }]);
  });
});

describe('a yearly database', () => {
  it('holds a message once, however often it is written there', ({ folder }) => {
    const file = join(folder, 'old-messages/2026.db');
    const message = {
      id: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
      position: 3,
      room: 'general',
      author: 'alice',
      content: 'hello',
      created_at: '2026-10-01T10:00:00.000Z',
      edited_at: null,
      reason: 'refused',
    };
    keepYearly({ file, messages: [message], copyDir: null });
    keepYearly({
      file,
      messages: [message, { ...message, id: `${message.id.slice(0, -1)}0` }],
      copyDir: null,
    });
    expect(query(file, 'select position from messages')).toEqual([3, 3]);
    expect(existsSync(`${file}-journal`)).toBe(false);
  });
});
