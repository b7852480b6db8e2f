import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { restoreBackup } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, git } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { hearAlarms } from '../../../test/hear-alarms.ts';
import { backUp } from '../../../test/restore.ts';
import { archive, DAY_MS, it, listLeft, look, retain, say } from '../../../test/retention-test.ts';

const OLD = '2026-10-01T10:00:00.000Z';

describe('what the archive was not verified to hold', { timeout: 120_000 }, () => {
  it('stays where there is no archive', async ({ start }) => {
    const server = await start.server({ ARCHIVE: 'off' });
    await say(server, OLD);
    expect(await retain(server)).toMatchObject({
      result: 'ok',
      message: expect.stringContaining('1 message stays'),
    });
    expect(await listLeft(server)).toEqual([OLD]);
    expect(await look(server)).toMatchObject({
      hindrance: expect.stringContaining('There is no archive'),
      rooms: [{ past: 1, removable: 0, waiting: 1, oldest_waiting_at: OLD }],
      last_run: { removed: 0, waiting: 1 },
    });
  });

  it('stays in a database in memory, and can be asked for', async ({ start }) => {
    const server = await start.server({ DATABASE_URL: ':memory:', RETENTION_ROOMS: 'news=never' });
    await say(server, OLD);
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect((await look(server)).rooms).toMatchObject([
      { room: 'general', days: 30, past: 1, waiting: 1, oldest_waiting_at: OLD },
      { room: 'news', days: null, past: 0 },
    ]);
  });

  it('stays while the archive is behind, and leaves once it is not', async ({ server, clock }) => {
    const alarms = hearAlarms(server);
    await say(server, OLD, 'in the archive');
    await archive(server);
    await say(server, OLD, 'on the way');
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual(['on the way']);
    expect(alarms.open.get('retention.waiting')).toMatchObject({
      severity: 'WARNING',
      details: { rooms: 'general', messages: 1 },
    });
    clock.jump(DAY_MS);
    await archive(server);
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual([]);
    expect(alarms.open.has('retention.waiting')).toBe(false);
  });

  it('stays until the page of its day is written, which is made of the database', async ({
    server,
    clock,
  }) => {
    await say(server, '2026-11-20T11:00:00.000Z', 'today');
    await archive(server);
    clock.jump(40 * DAY_MS);
    await retain(server);
    expect(await listLeft(server)).toEqual(['today']);
    await archive(server);
    await retain(server);
    expect(await listLeft(server)).toEqual([]);
    expect(git(server, 'show', 'main:book/general/2026/11/20.md')).toContain('today');
  });

  it('stays where the repository does not hold what was written there', async ({ server }) => {
    await say(server, OLD);
    await archive(server);
    git(server, 'update-ref', 'refs/heads/main', 'main~1');
    expect(await retain(server)).toMatchObject({ result: 'failed' });
    expect(await listLeft(server)).toEqual([OLD]);
    expect(await look(server)).toMatchObject({ verified_at: null, hindrance: expect.any(String) });
  });

  it('stays where the database holds something else than the archive', async ({ server }) => {
    const id = await say(server, OLD);
    await archive(server);
    await server.database.kysely
      .updateTable('messages')
      .set({ content: 'altered' })
      .where('id', '=', id)
      .execute();
    expect(await retain(server)).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('The archive differs from the database.'),
    });
    expect(await listLeft(server)).toEqual(['altered']);
  });

  it('leaves where the repository was gone only once that is made again, and verified', async ({
    server,
  }) => {
    await say(server, OLD);
    await archive(server);
    const dir = join(server.config.dataDir, 'archive.git');
    renameSync(dir, `${dir}.away`);
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual([]);
    expect(git(server, 'grep', '-h', OLD, 'main', '--', 'rooms')).toContain(OLD);
  });

  it('stays where an edit of it is known, which is in another file', async ({ server }) => {
    const id = await say(server, OLD);
    await archive(server);
    await server.database.kysely
      .updateTable('messages')
      .set({ edited_at: OLD })
      .where('id', '=', id)
      .execute();
    await retain(server);
    expect(await listLeft(server)).toEqual([OLD]);
  });

  it('stays after a restore until the archive has taken in what it holds beyond the backup', async ({
    server,
  }) => {
    await say(server, OLD);
    await archive(server);
    const { id } = await backUp(server);
    await call(server, restoreBackup, { params: { id }, headers: ADMIN });
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual([OLD]);
    expect((await look(server)).hindrance).toContain('A backup was restored');
    await archive(server);
    await retain(server);
    expect(await listLeft(server)).toEqual([]);
  });
});

describe('a dry run', () => {
  it('says what would leave, and changes nothing', async ({ start }) => {
    const server = await start.server({ RETENTION_ROOMS: 'news=never,quiet=7' });
    await say(server, OLD);
    await archive(server);
    await say(server, OLD, 'waits');
    await server.app.archive.verifiedUpTo(new AbortController().signal);
    const before = await listLeft(server);
    const { rooms, ...rest } = await look(server);
    expect(rooms).toEqual([
      { room: 'general', days: 30, past: 2, removable: 1, waiting: 1, to_yearly: 0, oldest_waiting_at: OLD },
      { room: 'news', days: null, past: 0, removable: 0, waiting: 0, to_yearly: 0, oldest_waiting_at: null },
      { room: 'quiet', days: 7, past: 0, removable: 0, waiting: 0, to_yearly: 0, oldest_waiting_at: null },
    ]);
    expect(rest).toMatchObject({
      hindrance: null,
      can_shrink: true,
      last_run: null,
      yearly: [],
      running_since: null,
    });
    expect(await listLeft(server)).toEqual(before);
  });
});
