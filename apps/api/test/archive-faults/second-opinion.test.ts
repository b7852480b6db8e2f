import { createEmulator } from 'emulate';
import { expect, it } from 'vitest';
import { isFolder } from '../../src/features/archive/git/tree-entry.ts';
import type { Target } from '../../src/features/archive/targets/target.ts';
import { createWorld } from './world.ts';

const TOKEN = 'ghp_second_opinion';
const SEED = {
  tokens: { [TOKEN]: { login: 'octocat', scopes: ['repo'] } },
  github: {
    users: [{ login: 'octocat' }],
    repos: [{ owner: 'octocat', name: 'conversation', auto_init: true }],
  },
};

it('a GitHub that others have written takes the archive as well', async () => {
  const emulator = await createEmulator({ service: 'github', port: 0, seed: SEED });
  const cloneUrl = `${emulator.url}/octocat/conversation.git`;
  const world = await createWorld({ url: emulator.url, cloneUrl, branch: 'main', token: TOKEN, gitDir: '' });
  try {
    for (const count of [3, 1, 40]) {
      await world.write(count);
      await world.live({ isCalm: true });
    }
    expect(world.backlog()).toBe(0);
    const rows = await world.database.kysely
      .selectFrom('messages')
      .select(['id', 'content', 'synced'])
      .orderBy('position')
      .execute();
    expect(rows.every(({ synced }) => synced === 1)).toBe(true);
    expect(await readEvents(world.target)).toEqual(rows.map(({ id, content }) => ({ id, content })));
  } finally {
    await world.close();
    await emulator.close();
  }
});

/** What the branch holds, as that server tells it. */
async function readEvents(target: Target): Promise<{ id: string; content: string }[]> {
  const { signal } = new AbortController();
  const head = await target.readHead(signal);
  if (head.kind !== 'at') throw new Error('The branch is not there');
  const { tree } = await target.readCommit(head.commit, signal);
  const lines = await readLines(target, tree, '');
  const events = lines.map((line) => JSON.parse(line) as { id: string; content: string; position: number });
  events.sort((one, other) => one.position - other.position);
  return events.map(({ id, content }) => ({ id, content }));
}

async function readLines(target: Target, tree: string, path: string): Promise<string[]> {
  const { signal } = new AbortController();
  const lines: string[] = [];
  for (const entry of await target.readTree(tree, signal)) {
    const below = `${path}/${entry.name}`;
    if (isFolder(entry)) lines.push(...(await readLines(target, entry.hash, below)));
    else if (below.endsWith('.jsonl'))
      lines.push(...(await target.readBlob(entry.hash, signal)).toString().trim().split('\n'));
  }
  return lines;
}
