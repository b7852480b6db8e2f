import type { ArchiveStatus } from '@bookchat/shared';
import axe from 'axe-core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { archiveStatus, HASH, LOCAL_PLACE, NO_ARCHIVE } from '../../test/archive-status.ts';
import { h } from '../lib/h.ts';
import { archiveSheet } from './archive-sheet.ts';
import type { ArchiveInRoom } from './mark-of-archive.ts';

const NOW = new Date('2026-11-20T17:17:21.123Z');

function open(status: Partial<ArchiveStatus> = {}, clock = () => NOW, room: ArchiveInRoom['room'] = 'all') {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const opener = h('button', {}, 'Archive');
  document.body.append(h('main', {}, h('h1', {}, 'general'), opener));
  const sheet = archiveSheet({ clock, opener, signal: leaving.signal });
  sheet.update({ archive: archiveStatus(status), room });
  sheet.open();
  return { sheet, opener, leave: () => leaving.abort() };
}

const dialog = () => page.getByRole('dialog');
const fact = (name: string) =>
  [...document.querySelectorAll('.facts__row')].find((row) => row.querySelector('dt')?.textContent === name);
const told = (name: string) => fact(name)?.querySelector('dd')?.textContent;

test('it says where everything is, when it was last written and when it was checked', async () => {
  open();
  await expect.element(dialog()).toHaveAccessibleName('Everything is in acme/conversation');
  expect(told('Archive')).toBe('acme/conversation on GitHub');
  expect(told('On the way')).toBe('Nothing waits');
  expect(told('Last commit')).toBe('4f2a9c1 · 41 seconds ago');
  expect(told('Checked')).toBe('40 seconds ago');
  expect(fact('Progress')?.checkVisibility()).toBe(false);
  expect(document.querySelector('.sheet__trouble')?.checkVisibility()).toBe(false);
  expect(fact('Archive')?.querySelector('a')?.href).toBe('https://github.com/acme/conversation');
  expect(fact('Last commit')?.querySelector('a')?.href).toBe(
    `https://github.com/acme/conversation/commit/${HASH}`,
  );
});

test('an archive on the server itself leads nowhere', () => {
  open({ place: LOCAL_PLACE, last_commit_at: null, head: null, verified_at: null, backlog: 1 });
  expect(told('Archive')).toBe('On this server, in Git');
  expect(told('On the way')).toBe('1 change waits');
  expect(told('Last commit')).toBe('None yet');
  expect(told('Checked')).toBe('Not yet');
  expect(document.querySelector('.facts a')).toBeNull();
});

test('a check from before the last commit says so', () => {
  open({ place: null, last_commit_at: '2026-11-20T17:17:00.000Z' });
  expect(told('Checked')).toBe('40 seconds ago, before the last commit');
  expect(told('Archive')).toBe('It is not known where');
});

test('a history that is being brought to its place shows how far it is', async () => {
  open({ state: 'working', publishing: { done: 1_480, total: 12_300 } });
  const bar = page.getByRole('progressbar');
  await expect.element(bar).toBeVisible();
  expect((bar.element() as HTMLProgressElement).position).toBeCloseTo(0.12);
  expect(told('Progress')).toBe('1,480 of 12,300');
});

test.each<[Partial<ArchiveStatus>, string]>([
  [{ state: 'failing', problem: 'GitHub no longer takes the token.' }, 'GitHub no longer takes the token.'],
  [{ state: 'failing' }, 'What is wrong was not said. Messages are kept on this server meanwhile.'],
  [{ state: 'waiting', problem: 'GitHub asks for a pause.' }, 'GitHub asks for a pause.'],
])('%j says what is the matter', async (status, words) => {
  open(status);
  await expect.element(page.getByText(words)).toBeVisible();
});

test('what is to be typed is set as code', () => {
  open({ state: 'failing', problem: 'Set `GITHUB_TOKEN` to a new one.' });
  expect(document.querySelector('.sheet__trouble code')?.textContent).toBe('GITHUB_TOKEN');
});

test('where there is no archive, it says so and offers the way back', async () => {
  const { opener } = open(NO_ARCHIVE);
  await expect.element(dialog()).toHaveAccessibleName('No repository yet');
  expect(document.querySelector('.facts')?.checkVisibility()).toBe(false);
  await userEvent.click(page.getByRole('button', { name: 'Back to the conversation' }));
  await expect.element(opener).toHaveFocus();
});

test('in a room that stays out, it says so, what the archive holds, and what the keyhole says', async () => {
  const { sheet } = open({}, undefined, 'stays-out');
  await expect.element(dialog()).toHaveAccessibleName('What is written here stays out of acme/conversation');
  await expect.element(page.getByText('Everything that goes there is there.')).toBeVisible();
  await expect.element(page.getByText('Kept out of the repository')).toBeVisible();
  expect(sheet.dom.querySelector('.sheet__mark')?.getAttribute('data-mark')).toBe('kept');
  expect(told('Archive')).toBe('acme/conversation on GitHub');

  sheet.update({ archive: NO_ARCHIVE, room: 'stays-out' });
  await expect.element(page.getByText(/It would stay out of a Git repository\.$/)).toBeVisible();
  sheet.update({ archive: archiveStatus(), room: 'all' });
  expect(document.querySelector('.sheet__rest')?.checkVisibility()).toBe(false);
  await expect.element(page.getByText('Kept out of the repository')).not.toBeVisible();
});

test('it goes with the time while it is open, and what stays the same keeps the focus', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let now = NOW;
  const { sheet } = open({}, () => now);
  const link = fact('Last commit')?.querySelector('a');
  link?.focus();
  now = new Date(NOW.getTime() + 2_000);
  vi.advanceTimersByTime(1_000);
  expect(told('Checked')).toBe('42 seconds ago');
  sheet.update({ archive: archiveStatus({ state: 'working', backlog: 2 }), room: 'all' });
  expect(told('On the way')).toBe('2 changes wait');
  expect(document.activeElement).toBe(link);
  (document.querySelector('dialog') as HTMLDialogElement).close();
});

test('Escape, the cross and a press beside it close it, and a press on it does not', async () => {
  const { sheet, opener } = open();
  await userEvent.keyboard('{Escape}');
  await expect.element(opener).toHaveFocus();

  sheet.open();
  sheet.open();
  await userEvent.click(page.getByRole('button', { name: 'Close' }));
  await expect.element(opener).toHaveFocus();

  sheet.open();
  await userEvent.click(page.getByText('What the bookmarks say'));
  await expect.element(dialog()).toBeVisible();
  const dom = sheet.dom as HTMLElement;
  const { left, top } = dom.getBoundingClientRect();
  const press = (type: string, apart: number) =>
    dom.dispatchEvent(new MouseEvent(type, { clientX: left + apart, clientY: top + apart }));
  press('pointerdown', 5);
  press('click', -5);
  expect(dom.matches('[open]')).toBe(true);
  press('pointerdown', -5);
  press('click', -5);
  await expect.element(opener).toHaveFocus();
});

test('whoever leaves the page takes it along', () => {
  const { sheet, leave } = open();
  leave();
  expect(sheet.dom.isConnected).toBe(false);
});

test.each(['light', 'dark'])('axe finds nothing in the %s theme', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  onTestFinished(() => delete document.documentElement.dataset['theme'] as unknown as undefined);
  const { sheet } = open({ state: 'failing', problem: 'GitHub no longer takes the token.' });
  const states: ArchiveInRoom[] = [
    { archive: archiveStatus({ state: 'failing' }), room: 'all' },
    { archive: NO_ARCHIVE, room: 'all' },
    { archive: archiveStatus(), room: 'stays-out' },
  ];
  for (const state of states) {
    sheet.update(state);
    await vi.waitFor(() => expect(document.getAnimations()).toEqual([]));
    const { violations } = await axe.run();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  }
});
