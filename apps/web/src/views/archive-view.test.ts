import type { Room } from '@bookchat/shared';
import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aRoom } from '../../test/a-room.ts';
import { archiveStatus } from '../../test/archive-status.ts';
import { plans } from '../../test/rooms-desk.ts';
import { createStore } from '../lib/store.ts';
import type { RoomsState } from '../stores/rooms.ts';
import type { SyncState } from '../stores/sync.ts';
import { archiveView } from './archive-view.ts';

function show(...all: Room[]) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const sync = createStore<SyncState>({
    connection: { kind: 'online' },
    archive: archiveStatus(),
    present: [],
  });
  const state = createStore<RoomsState>({
    status: 'ready',
    rooms: all.map((room) => ({ ...room, hasNews: false, isNew: false })),
  });
  const rooms = { ...state, find: (name: string) => state.get().rooms.find((room) => room.name === name) };
  const shown = createStore('general');
  const said: string[] = [];
  const clock = () => new Date('2026-11-20T17:17:21.123Z');
  document.body.append(
    archiveView({ sync, rooms, shown, clock, say: (words) => said.push(words), signal: leaving.signal }),
  );
  return { sync, state, shown, said, leave: () => leaving.abort() };
}

const ribbon = () => page.getByRole('button', { name: /^Everything is in acme/ });

test('the ribbon opens the sheet, which follows what the server tells', async () => {
  const { sync, said } = show();
  await userEvent.click(ribbon());
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('Everything is in acme/conversation');
  sync.set({ ...sync.get(), archive: archiveStatus({ backlog: 2 }) });
  await expect
    .element(page.getByRole('dialog'))
    .toHaveAccessibleName('2 changes on the way to acme/conversation');
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement?.classList).toContain('ribbon');
  expect(said).toEqual([]);
});

test('the ribbon tells of the room that is open, and follows when that is decided anew', async () => {
  const { shown, state } = show(aRoom(), plans());
  const tip = () => document.querySelector('.ribbon__tip')?.textContent;
  expect(tip()).toBe('The archive');
  await expect.poll(tip).toMatch(/^Everything is in acme/);
  shown.set('plans');
  expect(tip()).toMatch(/^What is written here stays out of acme/);
  state.set({
    status: 'ready',
    rooms: [{ ...plans({ in_repository: true }), hasNews: false, isNew: false }],
  });
  expect(tip()).toMatch(/^What is written here goes into acme/);
  shown.set('nowhere');
  expect(tip()).toMatch(/^Everything is in acme/);
});

test('it says nothing before it is known which room that is', () => {
  const { state } = show();
  state.set({ status: 'loading', rooms: [] });
  expect(document.querySelector<HTMLElement>('.ribbon')?.hidden).toBe(true);
});

test('whoever has left before the sheet came does not see it', async () => {
  const { leave } = show();
  document.querySelector<HTMLElement>('.ribbon')?.click();
  leave();
  await import('../components/archive-sheet.ts');
  await Promise.resolve();
  expect(document.querySelector('dialog')).toBeNull();
});
