import { listMessages, readHealth, verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, readDetails } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { archive, it, listLeft, look, retain, say } from '../../../test/retention-test.ts';

describe('retention of messages', { timeout: 120_000 }, () => {
  it('takes out of the database what is past its time and in the archive, and nothing else', async ({
    server,
  }) => {
    await say(server, '2026-10-01T10:00:00.000Z', 'old');
    await say(server, '2026-10-20T23:59:59.999Z', 'of the last day that leaves');
    await say(server, '2026-10-21T00:00:00.000Z', 'of the first day that stays');
    await say(server, '2026-11-20T11:00:00.000Z', 'new');
    await archive(server);
    expect(await retain(server)).toMatchObject({
      result: 'ok',
      message: expect.stringMatching(/^2 messages have left the database\./),
    });
    expect(await listLeft(server)).toEqual(['of the first day that stays', 'new']);
    const { messages, has_more } = (await call(server, listMessages)).body;
    expect(messages.map(({ content }) => content)).toEqual(['of the first day that stays', 'new']);
    expect(has_more).toBe(false);
  });

  it('keeps all for good where no time is set', async ({ start }) => {
    const server = await start.server({ RETENTION_DAYS: '' });
    await say(server, '2020-01-01T10:00:00.000Z', 'old');
    await archive(server);
    expect(await retain(server)).toMatchObject({ result: 'ok', message: 'No message has left.' });
    expect(await listLeft(server)).toEqual(['old']);
    expect((await look(server)).rooms).toEqual([
      {
        room: 'general',
        days: null,
        past: 0,
        removable: 0,
        waiting: 0,
        to_yearly: 0,
        oldest_waiting_at: null,
      },
    ]);
  });

  it('leaves the archive as the database has it', async ({ server }) => {
    await say(server, '2026-10-01T10:00:00.000Z');
    await say(server, '2026-11-19T10:00:00.000Z');
    await archive(server);
    await retain(server);
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, events: 2 });
    await say(server, '2026-11-20T10:00:00.000Z');
    await archive(server);
    expect(await readDetails(server)).toMatchObject({ state: 'idle', backlog: 0 });
    expect((await call(server, verifyArchive, { headers: ADMIN })).body).toMatchObject({
      same: true,
      events: 3,
    });
  });

  it('leaves no row of what has left, but for the newest change', async ({ server }) => {
    await say(server, '2026-10-01T10:00:00.000Z');
    await say(server, '2026-10-02T10:00:00.000Z');
    await archive(server);
    await retain(server);
    const { kysely } = server.database;
    expect(await kysely.selectFrom('messages').selectAll().execute()).toEqual([]);
    expect(await kysely.selectFrom('archive_entries').selectAll().execute()).toEqual([]);
    const changes = await kysely.selectFrom('changes').select(['position', 'type']).execute();
    expect(changes).toEqual([{ position: 4, type: 'message.archived' }]);
    await say(server, '2026-11-20T10:00:00.000Z', 'next');
    const next = await kysely.selectFrom('messages').select(['position', 'content']).execute();
    expect(next).toEqual([{ position: 5, content: 'next' }]);
  });

  it('keeps the count of messages true', async ({ server }) => {
    await say(server, '2026-10-01T10:00:00.000Z');
    await say(server, '2026-11-19T10:00:00.000Z');
    await archive(server);
    const count = async () =>
      (await call(server, readHealth, { headers: ADMIN })).body.database.rows.messages;
    await expect.poll(count, { timeout: 20_000 }).toBe(2);
    await retain(server);
    expect(await count()).toBe(1);
  });
});
