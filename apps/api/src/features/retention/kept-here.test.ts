import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { post } from '../../../test/post.ts';
import { query } from '../../../test/restore.ts';
import { archive, it, listLeft, look, retain, say } from '../../../test/retention-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

describe('messages of rooms that are in no archive', () => {
  it('go to the database of their year, and are never said to wait', async ({ start, folder }) => {
    const server = await start.server({ DATA_DIR: folder });
    await server.database.kysely
      .insertInto('rooms')
      .values({
        name: 'cellar',
        title: 'Cellar',
        description: '',
        kind: 'open',
        in_repository: 0,
        position: 2,
        created_at: '2026-08-01T00:00:00.000Z',
      })
      .execute();
    server.app.rooms.reload();
    await whisper(server, '2026-09-01T10:00:00.000Z', 'psst');
    await whisper(server, '2026-09-02T10:00:00.000Z', 'psst again');
    await say(server, '2026-09-02T11:00:00.000Z', 'in the open');
    await post(server, { room: 'cellar', content: 'new' });
    await archive(server);
    expect((await look(server)).rooms).toMatchObject([
      { room: 'cellar', past: 2, to_yearly: 2, waiting: 0, removable: 0 },
      { room: 'general', past: 1, to_yearly: 0 },
    ]);
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual(['new']);
    const kept = query(
      join(folder, 'old-messages', '2026.db'),
      'select content from messages order by position',
    );
    expect(kept).toEqual(['psst', 'psst again']);
  });

  it('are not named to whoever runs the server where they are private', async ({ start, folder }) => {
    const server = await start.server({ DATA_DIR: folder });
    await server.database.kysely
      .insertInto('rooms')
      .values({
        name: 'cellar',
        title: 'Cellar',
        description: '',
        kind: 'open',
        in_repository: 0,
        position: 2,
        created_at: '2026-08-01T00:00:00.000Z',
      })
      .execute();
    server.app.rooms.reload();
    await whisper(server, '2026-09-01T10:00:00.000Z', 'psst');
    await server.database.kysely
      .updateTable('rooms')
      .set({ kind: 'private' })
      .where('name', '=', 'cellar')
      .execute();
    server.app.rooms.reload();
    expect((await look(server)).rooms).toEqual([]);
    await archive(server);
    expect(await retain(server)).toMatchObject({ result: 'ok' });
    expect(await listLeft(server)).toEqual(['psst']); // the newest of the log stays
  });
});

async function whisper(server: TestServer, created_at: string, content: string): Promise<void> {
  const [said] = await post(server, { room: 'cellar', content });
  await server.database.kysely
    .updateTable('messages')
    .set({ created_at })
    .where('id', '=', said?.id ?? '')
    .execute();
}
