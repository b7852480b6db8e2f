import { join } from 'node:path';
import {
  type BodyOf,
  changeRoom,
  createRoom,
  listMessages,
  listRooms,
  orderRooms,
  restoreBackup,
  verifyArchive,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { it } from '../../../test/archive/restore-test.ts';
import { ADMIN, git, readDetails } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { post } from '../../../test/post.ts';
import { backUp } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const HARBOUR = { name: 'harbour', title: 'The harbour', description: 'Boats & “tides”' };

describe('rooms in the archive', { timeout: 60_000 }, () => {
  it('are there with their words, and come back by them', async ({ start, folder, restore }) => {
    const server = await start.server({ DATA_DIR: join(folder, 'first') });
    await call(server, createRoom, { body: HARBOUR });
    await call(server, createRoom, { body: { name: 'kitchen' } });
    await post(server, { room: 'harbour', content: 'low tide' }, { content: 'hello' });
    await change(server, 'harbour', { title: 'Port' });
    await change(server, 'kitchen', { is_closed: true });
    await call(server, orderRooms, { body: { names: ['kitchen', 'harbour'] } });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(await verify(server)).toMatchObject({ same: true });
    expect(await readDetails(server)).toMatchObject({ backlog: 0 });
    const before = await rooms(server);
    expect(before.map(({ name }) => name)).toEqual(['kitchen', 'harbour', 'general']);
    const restored = await restore({ from: join(server.config.dataDir, 'archive.git') });
    expect(restored).toMatchObject({
      summary: { messages: 2, unknown: 0, edits: 0, deletions: 0, refused: 0 },
    });
    const again = await start.server({ DATA_DIR: restored.dataDir });
    expect(await rooms(again)).toEqual([
      { ...before[0], created_at: expect.any(String) },
      { ...before[1], created_at: expect.any(String) },
      { ...before[2], created_at: expect.any(String), closed_at: before[2]?.closed_at },
    ]);
    expect(await verify(again), 'the same bytes can be made of it').toMatchObject({ same: true });
    await post(again, { room: 'harbour', content: 'high tide' });
    expect(await runTask(again, 'archive')).toMatchObject({ result: 'ok' });
  });

  it('come back by their paths where nothing else is known of them', async ({ start, folder, restore }) => {
    const server = await start.server({ DATA_DIR: join(folder, 'first') });
    const { kysely } = server.database;
    const row = { title: 'Old', description: '', kind: 'open', in_repository: 1, position: 7 } as const;
    await kysely
      .insertInto('rooms')
      .values({ ...row, name: 'old', created_at: new Date().toISOString() })
      .execute();
    server.app.rooms.reload();
    const [said] = await post(server, { room: 'old', content: 'hello' });
    await runTask(server, 'archive');
    const { dataDir } = await restore({ from: join(server.config.dataDir, 'archive.git') });
    const again = await start.server({ DATA_DIR: dataDir });
    expect(await rooms(again)).toMatchObject([
      { name: 'general', title: 'General' },
      { name: 'old', title: 'old', kind: 'open', created_at: said?.created_at },
    ]);
  });

  it('are taken back in after an older backup was restored', async ({ start, folder }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'hello' });
    await runTask(server, 'archive');
    const backup = await backUp(server);
    await call(server, createRoom, { body: HARBOUR });
    const [said] = await post(server, { room: 'harbour', content: 'low tide' });
    await runTask(server, 'archive');
    await call(server, restoreBackup, { params: { id: backup.id }, headers: ADMIN });
    expect((await rooms(server)).map(({ name }) => name)).toEqual(['general']);
    await runTask(server, 'archive');
    expect(await rooms(server)).toMatchObject([{ name: 'general' }, { ...HARBOUR, position: 2 }]);
    expect((await page(server, 'harbour')).map(({ id }) => id)).toEqual([said?.id]);
    expect(await verify(server)).toMatchObject({ same: true });
  });
});

describe('a private room', { timeout: 60_000 }, () => {
  it('never reaches the repository, neither its name nor a word of it', async ({ start, folder }) => {
    const server = await start.server({ DATA_DIR: folder });
    await makePrivate(server, 'cellar');
    await post(server, { content: 'in the open' }, { room: 'cellar', content: 'psst' });
    await post(server, { room: 'cellar', content: 'psst again' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(everythingIn(server)).toContain('in the open');
    expect(everythingIn(server)).not.toMatch(/cellar|psst/);
    expect(await readDetails(server)).toMatchObject({ backlog: 0 });
    expect(await verify(server)).toMatchObject({ same: true });
    expect(await runTask(server, 'restore_drill')).toMatchObject({ result: 'ok' });
  });
});

/** As rooms are from a time with accounts; the tests of those make them as people do. */
async function makePrivate({ app, database }: TestServer, name: string): Promise<void> {
  const row = {
    title: name,
    description: '',
    in_repository: 0,
    position: 9,
    created_at: new Date().toISOString(),
  } as const;
  await database.kysely
    .insertInto('rooms')
    .values({ ...row, name, kind: 'open' })
    .execute();
  app.rooms.reload();
}

function everythingIn(server: TestServer): string {
  return git(server, 'log', '--all', '-p', '--stat=300');
}

async function change(server: TestServer, name: string, body: BodyOf<typeof changeRoom>): Promise<void> {
  await call(server, changeRoom, { params: { name }, body });
}

async function rooms(server: TestServer) {
  return (await call(server, listRooms)).body.rooms.map(({ last_message, ...room }) => room);
}

async function page(server: TestServer, room: string) {
  return (await call(server, listMessages, { query: { room } })).body.messages;
}

async function verify(server: TestServer) {
  return (await call(server, verifyArchive, { headers: ADMIN })).body;
}
