import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { git } from '../../../../test/archive/git-by-hand.ts';
import { makeArchive } from '../../../../test/archive/make-archive.ts';
import { it as base, rowsOf } from '../../../../test/archive/restore-test.ts';
import { query } from '../../../../test/restore.ts';

const COMMITS = 40;
const EVENTS = 500;

/** An archive that takes more than one transaction. */
const it = base.extend('repository', async ({ folder }) => {
  const dir = join(folder, 'archive.git');
  await makeArchive(dir, { commits: COMMITS, eventsPerCommit: EVENTS, rooms: ['general'] });
  return dir;
});

describe('a restore that was given up', { timeout: 120_000 }, () => {
  it('goes on where it was, and leaves the data folder as it was until then', async ({
    repository,
    restore,
    folder,
  }) => {
    await giveUp(restore, repository);
    const dataDir = join(folder, 'restored');
    expect(existsSync(join(dataDir, 'bookchat.db'))).toBe(false);
    const begun = query(join(dataDir, 'archive-restore', 'bookchat.db'), 'select count(*) from messages');
    expect(Number(begun[0])).toBeGreaterThan(0);
    const { summary, notes } = await restore({ from: repository });
    expect(notes).toEqual([]);
    expect(summary).toMatchObject({ messages: COMMITS * EVENTS, batches: COMMITS + 1, refused: 0 });
    await expectWhole(dataDir);
  });

  it('goes on where the archive has grown since', async ({ repository, restore, folder }) => {
    await giveUp(restore, repository);
    const tree = git(repository, 'rev-parse', 'main^{tree}');
    const head = git(repository, 'rev-parse', 'main');
    git(
      repository,
      'update-ref',
      'refs/heads/main',
      git(repository, 'commit-tree', '-p', head, '-m', 'x', tree),
    );
    const { summary, notes } = await restore({ from: repository });
    expect(notes).toEqual([]);
    expect(summary).toMatchObject({ messages: COMMITS * EVENTS, commits: COMMITS + 2, refused: 0 });
    await expectWhole(join(folder, 'restored'));
  });

  it('goes on where somebody has merged all of it aside since', async ({ repository, restore, folder }) => {
    await giveUp(restore, repository);
    const [head, root] = [
      git(repository, 'rev-parse', 'main'),
      git(repository, 'rev-parse', `main~${COMMITS}`),
    ];
    const tree = (commit: string) => git(repository, 'rev-parse', `${commit}^{tree}`);
    const theirs = git(repository, 'commit-tree', '-p', root, '-m', 'their own', tree(root));
    const merge = git(repository, 'commit-tree', '-p', theirs, '-p', head, '-m', 'Merge', tree(head));
    git(repository, 'update-ref', 'refs/heads/main', merge);
    const { summary, notes } = await restore({ from: repository });
    expect(notes).toEqual([]);
    expect(summary).toMatchObject({ messages: COMMITS * EVENTS, batches: COMMITS + 1, refused: 0 });
    await expectWhole(join(folder, 'restored'));
  });

  it('begins anew, and says so, where the archive is another one by now', async ({
    repository,
    restore,
    folder,
  }) => {
    await giveUp(restore, repository);
    await makeArchive(join(folder, 'other.git'), {
      commits: COMMITS,
      eventsPerCommit: 7,
      rooms: ['general'],
    });
    git(repository, 'fetch', '--quiet', join(folder, 'other.git'), '+main:main');
    const { summary, notes } = await restore({ from: repository });
    expect(notes).toEqual([expect.stringContaining('the archive was read anew')]);
    expect(summary).toMatchObject({ messages: COMMITS * 7, refused: 0 });
  });

  it('begins anew, and says so, where something else is asked for', async ({ repository, restore }) => {
    await giveUp(restore, repository);
    const asOf = git(repository, 'rev-parse', 'main~10');
    const { summary, notes } = await restore({ from: repository, asOf });
    expect(notes).toEqual([expect.stringContaining('begins anew')]);
    expect(summary).toMatchObject({ messages: (COMMITS - 10) * EVENTS, leftOut: 10 });
  });

  it('leaves nothing of another one', async ({ repository, restore, folder }) => {
    await giveUp(restore, repository);
    await makeArchive(join(folder, 'other.git'), { commits: 2, eventsPerCommit: 3, rooms: ['general'] });
    const { summary, dataDir } = await restore({ from: join(folder, 'other.git') });
    expect(summary.messages).toBe(6);
    expect(readdirSync(dataDir).toSorted()).toEqual(['archive.git', 'bookchat.db', 'bookchat.lock']);
    expect(git(join(dataDir, 'archive.git'), 'rev-list', '--count', 'main')).toBe('3');
  });
});

type Restore = (given: {
  from: string;
  signal: AbortSignal;
  onProgress: (progress: { step: string; part: number }) => void;
}) => Promise<unknown>;

/** Ends a restore once some of the messages are there. */
async function giveUp(restore: Restore, from: string): Promise<void> {
  const control = new AbortController();
  const begun = restore({
    from,
    signal: control.signal,
    onProgress: ({ step }) => {
      if (/^Reading the archive, (?!0 )/.test(step)) control.abort(new Error('on second thoughts'));
    },
  });
  await expect(begun).rejects.toThrow('on second thoughts');
}

async function expectWhole(dataDir: string): Promise<void> {
  const rows = rowsOf(dataDir, 'messages') as { position: number; synced: number }[];
  expect(rows.map(({ position }) => position)).toEqual(
    Array.from({ length: COMMITS * EVENTS }, (_, index) => index + 1),
  );
  expect(rows.every(({ synced }) => synced === 1)).toBe(true);
  expect(query(join(dataDir, 'bookchat.db'), 'pragma integrity_check')).toEqual(['ok']);
}
