import { join } from 'node:path';
import { it as folderIt, SIGNAL } from '../../../../../test/archive/git-folder-test.ts';
import { hashCommit } from '../../git/commit-parts.ts';
import type { Target } from '../target.ts';
import { createLocalTarget } from './create-local-target.ts';

export const DATE = '2026-11-20T12:00:00.000Z';
export const MESSAGE = 'Archive 1 message\n\nBookChat-Batch: 1\nBookChat-Format: 1';
export const UNKNOWN = '1234567890'.repeat(4);
export const PATH = 'rooms/general/2026/11/20/01931e2f-7c1a-7cc3-98c4-dc0c0c07398f.jsonl';

/** A test that is given a local archive, which is not made yet. */
export const it = folderIt
  .extend('dir', ({ folder }) => join(folder, 'data', 'archive.git'))
  .extend('target', ({ dir }) => createLocalTarget({ dir }));

type Files = Readonly<Record<string, string | Buffer>>;

/** Writes files and a commit with them, but leaves the branch where it is. @returns the commit. */
export async function write(target: Target, parent: string | null, files: Files): Promise<string> {
  const base = parent === null ? null : (await target.readCommit(parent, SIGNAL)).tree;
  const news = Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) }));
  const tree = await target.writeTree(base, news, SIGNAL);
  const parts = { tree, parent, message: MESSAGE, date: DATE };
  const commit = await target.writeCommit(parts, SIGNAL);
  if (commit !== hashCommit(parts)) throw new Error('git made another commit than it was asked for');
  return commit;
}

/** The same, and moves the branch there. */
export async function bring(target: Target, parent: string | null, files: Files): Promise<string> {
  const commit = await write(target, parent, files);
  await target.moveBranch(parent, commit, SIGNAL);
  return commit;
}
