import type { Message } from '@bookchat/shared';
import { expect, test, vi } from 'vitest';
import { archiveStatus, LOCAL_PLACE } from '../../test/archive-status.ts';
import { createCommits } from './commits.ts';

const [FIRST, SECOND] = ['a'.repeat(40), 'b'.repeat(40)];
const AT = '2026-11-20T17:16:40.000Z';
const LATER = '2026-11-20T17:16:40.001Z';

const message = (git_commit_hash: string | null): Message => ({
  id: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
  room: 'general',
  author: 'alice',
  content: 'worth keeping',
  created_at: AT,
  edited_at: null,
  author_id: null,
  git_commit_hash,
  synced: git_commit_hash !== null,
});

const checkedAfter = (...[verified_at, last_commit_at]: [string | null, string | null]) => {
  const commits = createCommits();
  commits.take([message(FIRST), message(null)], archiveStatus({ verified_at, last_commit_at }));
  return [...commits.get().checked];
};

test('an archive that was verified after its last commit vouches for every commit', () => {
  expect(checkedAfter(LATER, AT)).toEqual([FIRST]);
  expect(checkedAfter(AT, AT)).toEqual([FIRST]);
  expect(checkedAfter(AT, null)).toEqual([FIRST]);
});

test('an archive that was verified before its last commit, or never, vouches for none', () => {
  expect(checkedAfter(AT, LATER)).toEqual([]);
  expect(checkedAfter(null, AT)).toEqual([]);
  expect(checkedAfter(null, null)).toEqual([]);
});

test('an archive that needs help vouches for nothing new', () => {
  const commits = createCommits();
  commits.take([message(FIRST)], archiveStatus());
  commits.take([message(SECOND)], archiveStatus({ state: 'failing' }));
  expect([...commits.get().checked]).toEqual([FIRST]);
});

test('what was checked once stays so while a later commit waits for its check', () => {
  const commits = createCommits();
  commits.take([message(FIRST)], archiveStatus({ verified_at: AT, last_commit_at: AT }));
  commits.take([message(FIRST), message(SECOND)], archiveStatus({ verified_at: AT, last_commit_at: LATER }));
  expect([...commits.get().checked]).toEqual([FIRST]);
  commits.take([message(SECOND)], archiveStatus({ verified_at: LATER, last_commit_at: LATER }));
  expect([...commits.get().checked]).toEqual([FIRST, SECOND]);
});

test('nothing is known before the server has told', () => {
  const commits = createCommits();
  commits.take([message(FIRST)], null);
  expect(commits.get()).toEqual({ place: null, checked: new Set() });
});

test('the place of the archive is known, and told of when it is another', () => {
  const commits = createCommits();
  const told = vi.fn();
  commits.take([], archiveStatus());
  commits.subscribe(told);
  commits.take([], archiveStatus({ state: 'working', backlog: 1 }));
  expect(told).not.toHaveBeenCalled();
  commits.take([], archiveStatus({ place: LOCAL_PLACE }));
  expect(told).toHaveBeenCalledOnce();
  expect(commits.get().place).toEqual(LOCAL_PLACE);
});
