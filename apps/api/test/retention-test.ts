import { type Retention, readRetention, type TaskRun } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { ADMIN, it as archiveTest } from './archive-test.ts';
import { call } from './call.ts';
import { createClock } from './create-clock.ts';
import { post } from './post.ts';
import { runTask } from './run-task.ts';
import type { TestServer } from './start-test-server.ts';

export const DAY_MS = 86_400_000;
export const NOW = '2026-11-20T12:00:00.000Z';

/** A test whose servers keep an archive, and messages for 30 days; it is noon of 20 November 2026. */
export const it = archiveTest
  .extend('clock', () => createClock(NOW))
  .extend('env', { ARCHIVE: 'on', RETENTION_DAYS: '30', RATE_LIMIT_MAX_ADMIN: '100000' } as Readonly<
    Record<string, string>
  >);

/** Posts a message as if it were that moment. @returns its id. */
export async function say(server: TestServer, created_at: string, content = created_at): Promise<string> {
  const [said] = await post(server, { author: 'alice', content });
  if (said === undefined) throw new Error('Nothing was said');
  await server.database.kysely
    .updateTable('messages')
    .set({ created_at })
    .where('id', '=', said.id)
    .execute();
  return said.id;
}

/** Has all that was said brought to the archive, with the pages of the days that are over. */
export function archive(server: TestServer): Promise<TaskRun> {
  return runTask(server, 'archive');
}

export function retain(server: TestServer): Promise<TaskRun> {
  return runTask(server, 'retention');
}

export async function look(server: Pick<TestServer, 'url'>): Promise<Retention> {
  return (await call(server, readRetention, { headers: ADMIN })).body;
}

/** What is left of the conversation, in its order. */
export async function listLeft({ database }: TestServer): Promise<string[]> {
  const rows = await database.kysely.selectFrom('messages').select('content').orderBy('position').execute();
  return rows.map(({ content }) => content);
}

/** Has so many long messages written at once, as if it were that moment; 1,000 that wait would begin a pass by themselves. */
export async function sayMany(
  { app, database }: TestServer,
  count: number,
  created_at: string,
  room: (index: number) => string = () => 'general',
): Promise<void> {
  const insert = database.prepareWrite<
    { position: number; id: string; room: string; content: string },
    unknown
  >((db, parameter) =>
    db.insertInto('messages').values({
      position: parameter('position'),
      id: parameter('id'),
      room: parameter('room'),
      author: 'alice',
      content: parameter('content'),
      created_at,
      synced: 0,
    }),
  );
  const last = await database.transact(() => {
    const before = app.changeLog.readLastPosition();
    for (let index = 1; index <= count; index++) {
      const id = uuidv7();
      insert.run({
        position: before + index,
        id,
        room: room(index),
        content: `${index} `.padEnd(2_000, 'lorem ipsum '),
      });
      app.changeLog.append({ position: before + index, type: 'message.created', message_id: id });
    }
    return before + count;
  });
  app.changeLog.publish(last);
}
