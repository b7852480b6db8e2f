import { join } from 'node:path';
import { verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { commit, git, treeOf } from '../../../../test/archive/git-by-hand.ts';
import { it as base, rowsOf } from '../../../../test/archive/restore-test.ts';
import { ARCHIVE_ID, created, pathOf } from '../../../../test/archive/write-history.ts';
import { ADMIN } from '../../../../test/archive-test.ts';
import { call } from '../../../../test/call.ts';
import { post } from '../../../../test/post.ts';
import { runTask } from '../../../../test/run-task.ts';
import { MANIFEST_PATH } from '../events/archive-paths.ts';
import { commitMessage } from '../pages/commit-message.ts';
import { renderManifest } from '../pages/render-manifest.ts';

/**
 * What comes of it when carol commits, pulls and pushes while BookChat goes on: all that it wrote meanwhile is a second
 * parent, and the branch itself runs over carol's own commit.
 */
const it = base.extend('merged', ({ folder }) => {
  const dir = join(folder, 'theirs.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', dir);
  const root = { [MANIFEST_PATH]: renderManifest({ archiveId: ARCHIVE_ID }) };
  const one = { ...root, [pathOf(1)]: created(1) };
  const two = { ...one, [pathOf(2)]: created(2) };
  const three = { ...two, [pathOf(3)]: created(3) };
  const notes = { 'notes.txt': 'Mine.' };
  const ours = (number: number, files: Record<string, string>, ...parents: string[]) =>
    commit(dir, treeOf(dir, files), { message: commitMessage({ number, events: 1, pages: 0 }), parents });
  const theirs = (files: Record<string, string>, ...parents: string[]) =>
    commit(dir, treeOf(dir, files), { message: 'Notes', parents });
  const first = ours(1, one, ours(0, root));
  const hers = theirs({ ...one, ...notes }, first);
  const aside = ours(2, two, first);
  const merge = theirs({ ...three, ...notes }, hers, ours(3, three, aside));
  ours(4, { ...three, ...notes, [pathOf(4)]: created(4) }, merge);
  return { dir, aside };
});

describe('an archive that somebody has pulled and pushed', { timeout: 60_000 }, () => {
  it('gives back also what stands aside', async ({ merged, restore, start }) => {
    const { dataDir, summary } = await restore({ from: merged.dir });
    expect(contentsOf(dataDir)).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
    expect(summary).toMatchObject({ batches: 5, commits: 7, refused: 0 });
    const server = await start.server({ DATA_DIR: dataDir });
    await post(server, { content: 'goes on' });
    expect(await runTask(server, 'archive')).toMatchObject({ result: 'ok' });
    const { body } = await call(server, verifyArchive, { headers: ADMIN });
    expect(body).toMatchObject({ same: true, differences: [] });
    const drilled = await runTask(server, 'restore_drill');
    expect(drilled, drilled.message).toMatchObject({ result: 'ok' });
  });

  it('is restored up to a commit that stands aside', async ({ merged, restore }) => {
    const { dataDir, summary } = await restore({ from: merged.dir, asOf: merged.aside });
    expect(contentsOf(dataDir)).toEqual(['message 1', 'message 2']);
    expect(summary).toMatchObject({ batches: 5, leftOut: 2, refused: 0 });
  });
});

function contentsOf(dataDir: string): unknown[] {
  return rowsOf(dataDir, 'messages').map((row) => (row as { content: string }).content);
}
