import { listMessages, makeBackup, restoreBackup, verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { ADMIN, git, it, readDetails } from '../../../../test/archive-test.ts';
import { call } from '../../../../test/call.ts';
import { post } from '../../../../test/post.ts';
import { runTask } from '../../../../test/run-task.ts';
import type { TestServer } from '../../../../test/start-test-server.ts';

describe('a backup that is restored', () => {
  it('gets back from the archive what was written after it', async ({ server }) => {
    const before = await archive(server, 'one', 'two');
    const waiting = await post(server, { content: 'waits at the backup' });
    const id = await backUp(server);
    const after = await archive(server, 'three', 'four');
    const lost = await post(server, { content: 'in no archive' });
    await restore(server, id);
    expect((await list(server)).map(({ id: message }) => message)).toEqual([
      ...before,
      ...waiting.map((one) => one.id),
    ]);

    const run = await runTask(server, 'archive');
    expect(run, run.message).toMatchObject({ result: 'ok' });
    const messages = await list(server);
    expect(messages.map(({ id: message }) => message)).toEqual([
      ...before,
      ...waiting.map((one) => one.id),
      ...after,
    ]);
    expect(messages.every(({ synced }) => synced)).toBe(true);
    expect(messages.some(({ id: message }) => message === lost[0]?.id)).toBe(false);
    await expectSound(server);
  });

  it('gets back what was written after it also where it is from before the first commit', async ({
    server,
  }) => {
    const id = await backUp(server);
    const after = await archive(server, 'one', 'two');
    await restore(server, id);
    expect(await list(server)).toEqual([]);
    const run = await runTask(server, 'archive');
    expect(run, run.message).toMatchObject({ result: 'ok' });
    expect((await list(server)).map(({ id: message }) => message)).toEqual(after);
    await expectSound(server);
    expect(await archive(server, 'three')).toHaveLength(1);
  });

  it('stays as it was where it is wanted exactly so', async ({ server }) => {
    const before = await archive(server, 'one', 'two');
    const id = await backUp(server);
    await archive(server, 'three', 'four');
    await restore(server, id, { exact: true });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok', message: expect.any(String) });
    expect((await list(server)).map(({ id: message }) => message)).toEqual(before);
    await expectSound(server);
  });

  it('goes on in the archive, each message once', async ({ server }) => {
    await archive(server, 'one');
    const id = await backUp(server);
    await archive(server, 'two');
    await restore(server, id);
    await post(server, { content: 'written at once after the restore' });
    await runTask(server, 'archive');
    await archive(server, 'three');
    expect((await list(server)).map(({ content }) => content).sort()).toEqual([
      'one',
      'three',
      'two',
      'written at once after the restore',
    ]);
    const lines = git(server, 'grep', '-h', 'message.created', 'main', '--', 'rooms').split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(4);
    await expectSound(server);
  });

  it('gets back also what stands aside of what somebody has pulled and pushed', async ({ server }) => {
    await archive(server, 'one');
    const id = await backUp(server);
    const first = git(server, 'rev-parse', 'main');
    const hers = commitAs(server, `${first}^{tree}`, first);
    await archive(server, 'two');
    await archive(server, 'three');
    const head = git(server, 'rev-parse', 'main');
    git(server, 'update-ref', 'refs/heads/main', commitAs(server, `${head}^{tree}`, hers, head));
    await archive(server, 'four');
    await restore(server, id);

    const run = await runTask(server, 'archive');
    expect(run, run.message).toMatchObject({ result: 'ok' });
    const messages = await list(server);
    expect(messages.map(({ content }) => content)).toEqual(['one', 'two', 'three', 'four']);
    expect(messages.every(({ synced }) => synced)).toBe(true);
    await archive(server, 'five');
    await expectSound(server);
  });
});

/** A commit of carol's. */
function commitAs(server: TestServer, tree: string, ...parents: string[]): string {
  const person = ['-c', 'user.name=carol', '-c', 'user.email=carol@example.org'];
  const after = parents.flatMap((parent) => ['-p', parent]);
  return git(server, ...person, 'commit-tree', ...after, '-m', 'Notes', tree);
}

async function archive(server: TestServer, ...contents: string[]): Promise<string[]> {
  const said = await post(server, ...contents.map((content) => ({ content })));
  await runTask(server, 'archive');
  return said.map(({ id }) => id);
}

async function backUp(server: TestServer): Promise<string> {
  const { body } = await call(server, makeBackup, { headers: ADMIN });
  return body?.id ?? '';
}

async function restore(server: TestServer, id: string, body?: { exact: boolean }): Promise<void> {
  await call(server, restoreBackup, {
    headers: ADMIN,
    params: { id },
    ...(body === undefined ? {} : { body }),
  });
}

async function list(server: TestServer) {
  return (await call(server, listMessages, { query: { limit: 100 } })).body.messages;
}

async function expectSound(server: TestServer): Promise<void> {
  expect((await call(server, verifyArchive, { headers: ADMIN })).body).toMatchObject({
    same: true,
    differences: [],
  });
  expect(await readDetails(server)).toMatchObject({ state: 'idle', backlog: 0 });
  expect(git(server, 'fsck', '--strict', '--no-dangling')).toBe('');
}
