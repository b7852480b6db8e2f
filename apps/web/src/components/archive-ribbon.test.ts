import type { ArchiveStatus } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { archiveRibbon } from './archive-ribbon.ts';

const IDLE: ArchiveStatus = { state: 'idle', backlog: 0, head: null, verified_at: null };

test.each<[Partial<ArchiveStatus>, string, RegExp]>([
  [{ state: 'off', backlog: null }, 'outline', /^Saved on this server\. No repository is set up yet\.$/],
  [{ state: 'idle' }, 'filled', /^Everything is in your repository\.$/],
  [{ state: 'working' }, 'filled', /^Everything/],
  [{ state: 'idle', verified_at: '2026-11-20T17:16:41.123Z' }, 'verified', /, checked at 18:16\.$/],
  [{ state: 'working', backlog: 1 }, 'on-its-way', /^1 change on the way to your repository\.$/],
  [{ state: 'waiting', backlog: 12 }, 'on-its-way', /^12 changes on the way/],
  [{ state: 'failing', backlog: 3 }, 'failing', /^The repository cannot be reached\. 3 changes kept here/],
])('%j shows as %s', (status, mark, words) => {
  const ribbon = archiveRibbon();
  ribbon.update({ ...IDLE, ...status });
  expect(ribbon.dom.querySelector('.bookmark')?.getAttribute('data-mark')).toBe(mark);
  expect(ribbon.dom.textContent).toMatch(words);
});

test('nothing hangs there before the server has told', () => {
  const ribbon = archiveRibbon();
  ribbon.update(null);
  expect((ribbon.dom as HTMLElement).hidden).toBe(true);
  ribbon.destroy();
});
