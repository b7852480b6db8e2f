import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listMessages, verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { it } from '../../../../test/archive/old-server-test.ts';
import { rowsOf } from '../../../../test/archive/restore-test.ts';
import { ADMIN, git } from '../../../../test/archive-test.ts';
import { call } from '../../../../test/call.ts';
import { post } from '../../../../test/post.ts';
import { query } from '../../../../test/restore.ts';
import { runTask } from '../../../../test/run-task.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';
import { DataDirInUseError } from '../../../db/lock-data-dir.ts';

const DAY_MS = 24 * 3_600_000;

describe('a restore from the archive', { timeout: 60_000 }, () => {
  it('brings back every message, column by column', async ({ old, restore }) => {
    const { dataDir, summary, report } = await restore({ from: old.repository });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    expect(summary).toMatchObject({ messages: 8, segments: 4, pages: 2, batches: 5, commits: 5, refused: 0 });
    expect(report).toBeNull();
    for (const table of ['archive_batches', 'archive_commits'])
      expect(rowsOf(dataDir, table), table).toEqual(rowsOf(old.dataDir, table));
    expect(filesOf(dataDir)).toEqual(filesOf(old.dataDir));
    expect(entriesOf(dataDir)).toEqual(entriesOf(old.dataDir));
  });

  it('leaves nothing to be archived again, and goes on', async ({ old, restore, start }) => {
    const { dataDir } = await restore({ from: old.repository });
    const server = await start.server({ DATA_DIR: dataDir });
    expect((await runTask(server, 'archive')).message).toBe('There was nothing to archive.');
    await expectSame(server);
    await post(server, { author: 'carol', content: 'after the restore' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    await expectSame(server);
    expect(git(server, 'fsck', '--strict', '--no-dangling')).toBe('');
    expect(git(server, 'rev-list', '--reverse', 'main').split('\n').slice(0, -1)).toEqual(old.commits);
    const { messages } = (await call(server, listMessages)).body;
    expect(messages.every(({ synced }) => synced)).toBe(true);
    expect(messages).toHaveLength(9);
  });

  it('is another history, for its owner alone, and leaves nothing else behind', async ({ old, restore }) => {
    const { dataDir, keptAside, notCarried } = await restore({ from: old.repository });
    expect({ keptAside, notCarried }).toEqual({ keptAside: null, notCarried: null });
    expect(stateOf(dataDir, 'archive_id')).toEqual(stateOf(old.dataDir, 'archive_id'));
    expect(stateOf(dataDir, 'epoch')).not.toEqual(stateOf(old.dataDir, 'epoch'));
    expect(statSync(join(dataDir, 'bookchat.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir).toSorted()).toEqual(['archive.git', 'bookchat.db', 'bookchat.lock']);
  });

  it('takes the archive beside the database where none is named', async ({ old, restore, start, folder }) => {
    const dataDir = join(folder, 'copy');
    cpSync(old.repository, join(dataDir, 'archive.git'), { recursive: true });
    await restore({ into: dataDir });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    await expectSame(await start.server({ DATA_DIR: dataDir }));
  });

  it('takes the place of a database in which nobody has written, with what its operators keep', async ({
    old,
    restore,
    start,
    folder,
  }) => {
    const dataDir = join(folder, 'begun');
    const begun = await start.server({ DATA_DIR: dataDir });
    await runTask(begun, 'archive');
    await begun.close();
    const tasks = rowsOf(dataDir, 'tasks');
    const { keptAside } = await restore({ into: dataDir, from: old.repository });
    expect(keptAside).toMatch(/^replaced_/);
    expect(rowsOf(dataDir, 'tasks')).toEqual(tasks);
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
    await expectSame(await start.server({ DATA_DIR: dataDir }));
  });

  it('says how far it is, and never goes back', async ({ old, restore }) => {
    const said: { step: string; part: number }[] = [];
    await restore({ from: old.repository, onProgress: (progress) => said.push(progress) });
    const parts = said.map(({ part }) => part);
    expect(parts).toEqual(parts.toSorted((one, other) => one - other));
    expect(said.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Reading the archive, [\d,]+ messages/),
        'Checking the new database',
        'Putting it in place',
      ]),
    );
  });
});

describe('a restore to an earlier commit', { timeout: 60_000 }, () => {
  it('leaves out what came later, and goes on upon it', async ({ old, restore, start, clock }) => {
    const [, , asOf = ''] = old.commits;
    const {
      dataDir,
      summary,
      asOf: found,
    } = await restore({ from: old.repository, asOf: asOf.slice(0, 10) });
    expect(found).toBe(asOf);
    expect(summary).toMatchObject({ messages: 5, segments: 2, leftOut: 2, batches: 5, refused: 0 });
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages.slice(0, 5));
    const server = await start.server({ DATA_DIR: dataDir });
    await expectSame(server);
    await post(server, { author: 'carol', content: 'instead of what came then' });
    clock.jump(DAY_MS);
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect((await runTask(server, 'archive')).message).toBe('There was nothing to archive.');
    await expectSame(server);
    expect(git(server, 'rev-list', '--reverse', 'main').split('\n').slice(0, 5)).toEqual(old.commits);
    const drilled = await runTask(server, 'restore_drill');
    expect(drilled, drilled.message).toMatchObject({ result: 'ok' });
  });

  it('can be restored whole later on, the left out among the rest', async ({
    old,
    restore,
    start,
    folder,
  }) => {
    const { dataDir } = await restore({ from: old.repository, asOf: old.commits[2] ?? '' });
    const server = await start.server({ DATA_DIR: dataDir });
    await post(server, { author: 'carol', content: 'instead' });
    await runTask(server, 'archive');
    await server.close();
    const again = await restore({ from: join(dataDir, 'archive.git'), into: join(folder, 'again') });
    expect(again.summary).toMatchObject({ messages: 9, refused: 0 });
    await expectSame(await start.server({ DATA_DIR: again.dataDir }));
  });

  it('is refused where there is no such commit, or more than one', async ({ old, restore }) => {
    const nowhere = restore({ from: old.repository, asOf: '0000000' });
    await expect(nowhere).rejects.toThrow('no commit 0000000');
    await expect(restore({ from: old.repository, asOf: '' })).rejects.toThrow('Several commits');
  });
});

describe('a restore is refused', { timeout: 60_000 }, () => {
  it('while the server runs', async ({ old, restore, start }) => {
    const server = await start.server();
    const refused = restore({ from: old.repository, into: server.config.dataDir });
    await expect(refused).rejects.toThrow(DataDirInUseError);
  });

  it('where somebody has written already', async ({ old, restore, start, folder }) => {
    const dataDir = join(folder, 'used');
    const used = await start.server({ DATA_DIR: dataDir });
    await post(used, { content: 'keep me' });
    await used.close();
    await expect(restore({ from: old.repository, into: dataDir })).rejects.toThrow('holds messages already');
    expect(rowsOf(dataDir, 'messages')).toMatchObject([{ content: 'keep me' }]);
    expect(existsSync(join(dataDir, 'archive-restore'))).toBe(false);
  });

  it('where another archive is, which the server would go on with', async ({ old, restore, folder }) => {
    await restore({ from: old.repository });
    const dataDir = join(folder, 'restored');
    rmSync(join(dataDir, 'bookchat.db'));
    await expect(restore({ from: old.repository })).rejects.toThrow(/archive\.git already/);
    await restore({});
    expect(rowsOf(dataDir, 'messages')).toEqual(old.messages);
  });

  it.for([
    ['nothing', {}, 'There is no archive at'],
    ['no folder', { from: '/nonexistent/archive.git' }, 'There is no such folder'],
    ['another protocol', { from: 'git://example.org/archive.git' }, 'begins with https://'],
    ['plain HTTP', { from: 'http://example.org/archive.git' }, 'begins with https://'],
  ] as const)('where there is %s', async ([, given, words], { restore }) => {
    await expect((async () => restore(given))()).rejects.toThrow(words);
  });
});

async function expectSame(server: TestServer): Promise<void> {
  const { body } = await call(server, verifyArchive, { headers: ADMIN });
  expect(body).toMatchObject({ same: true, differences: [] });
}

function filesOf(dataDir: string): unknown {
  const columns = 'path, batch, kind, room, day, blob_hash, bytes, events, is_whole';
  return query(
    join(dataDir, 'bookchat.db'),
    `select json_array(${columns}) from archive_files order by path`,
  );
}

function entriesOf(dataDir: string): unknown {
  const entries = 'archive_entries entry join archive_files file on file.id = entry.file';
  const sql = `select json_array(entry.position, file.path) from ${entries} order by entry.position`;
  return query(join(dataDir, 'bookchat.db'), sql);
}

function stateOf(dataDir: string, key: string): unknown {
  return query(join(dataDir, 'bookchat.db'), `select value from server_state where key = '${key}'`);
}
