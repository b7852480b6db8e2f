import type { ArchiveStatus } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { archiveStatus, LOCAL_PLACE, NO_ARCHIVE } from '../../test/archive-status.ts';
import { archiveRibbon } from './archive-ribbon.ts';
import { describeArchive } from './describe-archive.ts';
import type { ArchiveInRoom } from './mark-of-archive.ts';

const NOW = new Date('2026-11-20T17:17:21.123Z');

function show(archive: ArchiveStatus | null, clock = () => NOW, room: ArchiveInRoom['room'] = 'all') {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const actions = { prepare: vi.fn(), open: vi.fn() };
  const ribbon = archiveRibbon({ clock, describe: describeArchive, ...actions, signal: leaving.signal });
  ribbon.update(archive === null ? null : { archive, room });
  document.body.append(ribbon.dom);
  return { ribbon, ...actions, words: () => ribbon.dom.textContent };
}

const GITHUB_PAUSE = 'GitHub asks for a pause until 18:40.';
const TOKEN_REFUSED = 'GitHub no longer takes the token.';

test.each<[Partial<ArchiveStatus>, string, string]>([
  [NO_ARCHIVE, 'outline', 'Saved on this server. No repository is set up yet.'],
  [{}, 'verified', 'Everything is in acme/conversation, checked 40 seconds ago.'],
  [{ state: 'working' }, 'verified', 'Everything is in acme/conversation, checked 40 seconds ago.'],
  [
    { place: LOCAL_PLACE },
    'verified',
    'Everything is in the archive on this server, checked 40 seconds ago.',
  ],
  [{ place: null, verified_at: null }, 'filled', 'Everything is in the archive.'],
  [{ last_commit_at: '2026-11-20T17:16:42.000Z' }, 'filled', 'Everything is in acme/conversation.'],
  [{ state: 'working', backlog: 1 }, 'on-its-way', '1 change on the way to acme/conversation.'],
  [
    { state: 'waiting', backlog: 12, problem: `${GITHUB_PAUSE} It goes on by itself.` },
    'on-its-way',
    `12 changes on the way to acme/conversation. ${GITHUB_PAUSE}`,
  ],
  [
    { state: 'working', backlog: 3, publishing: { done: 1_499, total: 12_300 } },
    'on-its-way',
    '12 % of the history is in acme/conversation.',
  ],
  [{ publishing: { done: 0, total: 0 } }, 'on-its-way', '0 % of the history is in acme/conversation.'],
  [
    { state: 'failing', backlog: 3, problem: TOKEN_REFUSED },
    'failing',
    `The archive needs help. ${TOKEN_REFUSED} 3 changes kept here meanwhile.`,
  ],
  [{ state: 'failing' }, 'failing', 'The archive needs help.'],
])('%j shows as %s', (status, mark, words) => {
  const shown = show(archiveStatus(status));
  expect(shown.ribbon.dom.querySelector('.bookmark')?.getAttribute('data-mark')).toBe(mark);
  expect(shown.words().replaceAll('\u00a0', ' ')).toBe(words);
});

const STAYS_OUT = 'What is written here stays out of acme/conversation.';

test.each<[ArchiveInRoom['room'], Partial<ArchiveStatus>, string, string]>([
  ['stays-out', {}, 'kept', `${STAYS_OUT} Everything that goes there is there, checked 40 seconds ago.`],
  ['stays-out', { verified_at: null }, 'kept', `${STAYS_OUT} Everything that goes there is there.`],
  ['stays-out', { state: 'working', backlog: 2 }, 'kept', `${STAYS_OUT} 2 changes on the way there.`],
  [
    'stays-out',
    { state: 'working', publishing: { done: 1, total: 4 } },
    'kept',
    `${STAYS_OUT} 25 % of the history is there.`,
  ],
  [
    'stays-out',
    { state: 'failing', backlog: 3, problem: TOKEN_REFUSED },
    'failing',
    `The archive needs help. What is written here stays out of it. ${TOKEN_REFUSED} 3 changes kept here meanwhile.`,
  ],
  ['stays-out', NO_ARCHIVE, 'outline', 'Saved on this server. No repository is set up yet.'],
  [
    'goes-in',
    {},
    'verified',
    'What is written here goes into acme/conversation. Everything that goes there is there, checked 40 seconds ago.',
  ],
  [
    'goes-in',
    { place: LOCAL_PLACE, state: 'waiting', backlog: 1 },
    'on-its-way',
    'What is written here goes into the archive on this server. 1 change on the way there.',
  ],
  ['goes-in', { state: 'failing' }, 'failing', 'The archive needs help.'],
])('in a room that %s, %j shows as %s', (room, status, mark, words) => {
  const shown = show(archiveStatus(status), undefined, room);
  expect(shown.ribbon.dom.querySelector('.bookmark')?.getAttribute('data-mark')).toBe(mark);
  expect(shown.words().replaceAll('\u00a0', ' ')).toBe(words);
});

test('nothing hangs there before the server has told', () => {
  const { ribbon } = show(null);
  expect(ribbon.dom.hidden).toBe(true);
  ribbon.destroy();
  expect(ribbon.dom.isConnected).toBe(false);
});

test('how long ago the archive was checked goes on, but not while it is read out', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let now = NOW;
  const { ribbon, words } = show(archiveStatus(), () => now);
  now = new Date(NOW.getTime() + 60_000);
  ribbon.dom.focus();
  vi.advanceTimersByTime(60_000);
  expect(words()).toContain('checked 40 seconds ago');
  ribbon.dom.blur();
  vi.advanceTimersByTime(10_000);
  expect(words()).toContain('checked 1 minute ago');
});

test('it opens when it is pressed, and prepares for that when it is approached', () => {
  const { ribbon, prepare, open } = show(archiveStatus());
  ribbon.dom.focus();
  expect(prepare).toHaveBeenCalledOnce();
  ribbon.dom.click();
  expect(open).toHaveBeenCalledOnce();
});

test('why nothing opens stands there until the reader goes on', async () => {
  const { ribbon, words } = show(archiveStatus());
  ribbon.complain('The details could not be loaded.');
  ribbon.update({ archive: archiveStatus({ backlog: 1 }), room: 'all' });
  expect(words()).toBe('The details could not be loaded.');
  await expect.poll(() => getComputedStyle(ribbon.dom.querySelector('.tip') as Element).opacity).toBe('1');
  ribbon.dom.blur();
  expect(words()).toBe('1 change on the way to acme/conversation.');
});
