import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listAlerts, listChanges, listMessages, verifyArchive } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { ADMIN, git, it, readDetails } from '../../../test/archive-test.ts';
import { call, callRefused } from '../../../test/call.ts';
import { messagesOf } from '../../../test/messages-of.ts';
import { post } from '../../../test/post.ts';
import { query } from '../../../test/restore.ts';
import { runTask } from '../../../test/run-task.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { parseSegmentPath } from './events/archive-paths.ts';

const REBUILT = 'The archive on this server was gone, and has been made again';
const LONGER = { timeout: 10_000, interval: 50 };

describe('an archive beside the database', () => {
  it('brings every message to a commit, and shows which', async ({ server }) => {
    const [first, second] = await post(
      server,
      { author: 'alice', content: 'hello' },
      { author: 'bob', content: 'hi' },
    );
    expect(await runTask(server, 'archive')).toMatchObject({
      result: 'ok',
      message: '2 events archived in 2 commits.',
    });
    const { messages } = (await call(server, listMessages)).body;
    const head = git(server, 'rev-parse', 'main');
    expect(messages).toEqual([
      { ...first, git_commit_hash: head, synced: true },
      { ...second, git_commit_hash: head, synced: true },
    ]);
    expect(git(server, 'fsck', '--strict', '--no-dangling')).toBe('');
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const path = `rooms/general/${day}/${first?.id}.jsonl`;
    expect(git(server, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual([
      'README.md',
      'manifest.json',
      path,
    ]);
    const lines = git(server, 'show', `main:${path}`).split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        schema: 1,
        type: 'message.created',
        position: 1,
        id: first?.id,
        room: 'general',
        author: 'alice',
        content: 'hello',
        created_at: first?.created_at,
      },
      {
        schema: 1,
        type: 'message.created',
        position: 2,
        id: second?.id,
        room: 'general',
        author: 'bob',
        content: 'hi',
        created_at: second?.created_at,
      },
    ]);
  });

  it('tells pollers of receipts and of itself', async ({ server }) => {
    const before = (await call(server, listChanges)).body;
    expect(before?.archive).toMatchObject({
      state: 'idle',
      backlog: 0,
      head: null,
      place: { kind: 'local' },
    });
    const [said] = await post(server, { content: 'hello' });
    const waiting = (await call(server, listChanges, { query: { since: before?.cursor } })).body;
    expect(waiting?.archive.backlog).toBe(1);
    await runTask(server, 'archive');
    const after = (await call(server, listChanges, { query: { since: waiting?.cursor } })).body;
    expect(messagesOf(after?.changes)).toEqual([
      { ...said, git_commit_hash: expect.stringMatching(/^[0-9a-f]{40}$/), synced: true },
    ]);
    expect(after?.archive).toMatchObject({
      backlog: 0,
      head: git(server, 'rev-parse', 'main'),
      problem: null,
    });
    expect(after?.archive.verified_at).not.toBeNull();
  });

  it('is not called sound where git cannot read what it holds', async ({ server }) => {
    await post(server, { content: 'hello' });
    await runTask(server, 'archive');
    const packs = join(server.config.dataDir, 'archive.git/objects/pack');
    for (const name of readdirSync(packs).filter((one) => one.endsWith('.pack'))) {
      const path = join(packs, name);
      const bytes = readFileSync(path);
      bytes.writeUInt8(bytes.readUInt8(20) ^ 0xff, 20);
      chmodSync(path, 0o600);
      writeFileSync(path, bytes);
    }
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({
      same: false,
      differences: [{ path: '.', problem: expect.stringContaining('damaged') }],
    });
    expect(await readDetails(server)).toMatchObject({ state: 'failing' });
  });

  it.for([
    ['100755', 'a program'],
    ['120000', 'a link'],
  ] as const)('is not called sound where a file was given the mode %s of %s', async ([mode], { server }) => {
    await post(server, { content: 'hello' });
    await runTask(server, 'archive');
    const [path = ''] = git(server, 'ls-tree', '-r', '--name-only', 'main', 'rooms/').split('\n');
    changeMode(server, path, mode);
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({
      same: false,
      differences: [{ path, problem: expect.stringContaining(`the mode ${mode}`) }],
    });
  });

  it('goes on in another folder where that of a day is as full as GitHub lets it be', async ({ server }) => {
    await post(server, { content: 'one' });
    await runTask(server, 'archive');
    const { database } = server.config;
    const [path = ''] = git(server, 'ls-tree', '-r', '--name-only', 'main', 'rooms/').split('\n');
    const folder = dirname(path);
    query(
      database,
      `with recursive n(n) as (select 1 union all select n + 1 from n where n < 2899)
       insert into archive_files (path, batch, kind, blob_hash, bytes, events, is_whole)
       select '${folder}/' || n || '.jsonl', 1000000, 'left_out', '', 0, 0, 0 from n`,
    );
    const [second] = await post(server, { content: 'two' });
    await runTask(server, 'archive');
    query(database, 'delete from archive_files where batch = 1000000');
    expect(git(server, 'ls-tree', '-r', '--name-only', 'main', 'rooms/').split('\n')).toEqual([
      `${folder}-2/${second?.id}.jsonl`,
      path,
    ]);
    expect((await call(server, verifyArchive, { headers: ADMIN })).body).toMatchObject({ same: true });
    expect(parseSegmentPath(`${folder}-2/${second?.id}.jsonl`)).toEqual(parseSegmentPath(path));
  });

  it('is made again as it was where somebody has removed it, and says so', async ({ server }) => {
    for (const content of ['one', 'two']) {
      await post(server, { content });
      await runTask(server, 'archive');
    }
    const head = git(server, 'rev-parse', 'main');
    const commits = git(server, 'rev-list', 'main');
    rmSync(archiveDir(server), { recursive: true });
    expect((await call(server, verifyArchive, { headers: ADMIN })).body).toMatchObject({ same: true, head });
    expect(git(server, 'rev-list', 'main')).toBe(commits);
    expect(git(server, 'fsck', '--strict', '--no-dangling')).toBe('');
    await vi.waitFor(async () => expect(await titles(server)).toContain(REBUILT), LONGER);

    rmSync(archiveDir(server), { recursive: true });
    mkdirSync(archiveDir(server));
    await post(server, { content: 'three' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    expect(git(server, 'rev-parse', 'main^')).toBe(head);
  });

  it('stops where it is gone and the same commits cannot be made again', async ({ server }) => {
    for (const content of ['one', 'two']) {
      await post(server, { content });
      await runTask(server, 'archive');
    }
    query(server.config.database, "update messages set content = 'another' where content = 'one'");
    rmSync(archiveDir(server), { recursive: true });
    expect(await runTask(server, 'archive')).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('cannot make the same commits again'),
    });
    expect(existsSync(archiveDir(server)), 'nothing stands in its place').toBe(false);
    expect((await callRefused(server, verifyArchive, { headers: ADMIN })).body.detail).toContain('is gone');
    expect(await readDetails(server)).toMatchObject({ state: 'failing' });
    await vi.waitFor(
      async () => expect(await titles(server)).toContain('The archive in this server has stopped'),
      LONGER,
    );
  });

  it('is as the database has it, and says so', async ({ server }) => {
    await post(server, { content: 'hello' });
    await runTask(server, 'archive');
    const { status, body } = await call(server, verifyArchive, { headers: ADMIN });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { same: true, files: 3, events: 1, differing: 0, differences: [] },
    });
    expect(await readDetails(server)).toMatchObject({
      state: 'idle',
      backlog: 0,
      commits: 2,
      last_verification: { same: true },
    });
  });
});

async function titles(server: TestServer): Promise<string[]> {
  const { alerts } = (await call(server, listAlerts, { headers: ADMIN })).body;
  return alerts.map(({ title }) => title);
}

function archiveDir({ config }: TestServer): string {
  return join(config.dataDir, 'archive.git');
}

/** Somebody's commit that leaves a file's content as it is. */
function changeMode(server: TestServer, path: string, mode: string): void {
  const blob = git(server, 'rev-parse', `main:${path}`);
  const input =
    'commit refs/heads/main\ncommitter Mallory <mallory@example.org> 0 +0000\ndata 0\n' +
    `from refs/heads/main^0\nM ${mode} ${blob} ${path}\n\n`;
  execFileSync('git', ['--git-dir', archiveDir(server), 'fast-import', '--quiet'], {
    input,
  });
}
