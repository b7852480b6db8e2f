import type { Message } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ApiError } from '../api-error.ts';
import { h } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { scrollKeeper } from '../lib/scroll-keeper.ts';
import { createStore } from '../lib/store.ts';
import type { View } from '../lib/view.ts';
import { createHistory } from '../stores/history.ts';
import { MAX_HELD } from '../stores/history-window.ts';
import type { SyncState } from '../stores/sync.ts';
import { preloader } from './preloader.ts';

const UNREACHABLE = new ApiError({ kind: 'unreachable' });

/** A room of 1,000 messages in a frame of 100 px, each message as high as the test says. */
async function openFrame(rowHeight: number) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const listMessages = vi.fn(readPage);
  const history = createHistory('general', { listMessages }, () => false);
  const sync = createStore<SyncState>({ connection: { kind: 'online' }, archive: null, present: [] });
  const list = h('div', {});
  const scroller = h('div', {}, list);
  scroller.style.cssText = 'height: 100px; overflow-y: auto; overflow-anchor: none';
  document.body.append(scroller);
  const pages = preloader(scroller, history, sync, leaving.signal);
  const rows = keyedChildren<Message>(list, ({ id }) => id, createRow);
  const keeper = scrollKeeper(scroller, () => list.children);
  history.subscribe(({ messages, following }) => {
    keeper.keep(() => rows.sync(messages));
    if (following) keeper.toEnd();
    pages.preload();
  });
  await history.loadNewest(leaving.signal);
  await rest();
  return { history, listMessages, sync, pages, scrollTo };

  function createRow(): View<Message> {
    const dom = h('p', {});
    dom.style.cssText = `height: ${rowHeight}px; margin: 0`;
    return { dom, update: () => undefined, destroy: () => dom.remove() };
  }

  async function scrollTo(px: number): Promise<void> {
    history.setFollowing(false);
    scroller.scrollTop = px;
    pages.preload();
    await rest();
  }
}

const ROOM = Array.from({ length: 1_000 }, (_, index) => message(`${index}`));

async function readPage({ before, after, limit = 0 }: { before?: string; after?: string; limit?: number }) {
  const from = after === undefined ? Number(before ?? ROOM.length) - limit : Number(after) + 1;
  const messages = ROOM.slice(Math.max(0, from), from + limit);
  return { messages, has_more: after === undefined ? from > 0 : from + limit < ROOM.length };
}

function message(id: string): Message {
  const created_at = '2026-11-20T17:16:41.123Z';
  const unchanged = { author_id: null, edited_at: null, git_commit_hash: null, synced: false };
  return { id, created_at, room: 'general', author: 'bob', content: id, ...unchanged };
}

/** Lets everything run that waits for nothing but answers. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await Promise.resolve();
}

function useFakeTimers(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

test('what is near is fetched, and what is far stays on the server', async () => {
  const { history, listMessages, scrollTo } = await openFrame(40);
  expect(history.get().messages).toHaveLength(50);
  await scrollTo(0);
  expect(history.get().messages).toHaveLength(100);
  expect(listMessages).toHaveBeenCalledTimes(2);
});

test('a reader at the end stays there, however low all that is held may be', async () => {
  const { history, listMessages } = await openFrame(1);
  expect(history.get()).toMatchObject({ following: true, hasNewer: false });
  expect(history.get().messages).toHaveLength(MAX_HELD);
  expect(listMessages).toHaveBeenCalledTimes(5);
});

test('where all that is held is near on both sides, the sides do not drive each other out', async () => {
  const { history, listMessages, scrollTo } = await openFrame(2);
  await scrollTo(100);
  listMessages.mockClear();
  await scrollTo(110);
  expect(listMessages).toHaveBeenCalledOnce();
  for (let move = 0; move < 20; move++) await scrollTo(move % 2);
  expect(history.get().hasOlder).toBe(false);
});

test('a page that cannot be had is asked for again, later each time', async () => {
  useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const { history, listMessages, pages, scrollTo } = await openFrame(40);
  listMessages.mockRejectedValue(UNREACHABLE);
  listMessages.mockClear();
  await scrollTo(0);
  pages.preload();
  await vi.advanceTimersByTimeAsync(999);
  expect(listMessages).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(listMessages).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(listMessages).toHaveBeenCalledTimes(2);
  listMessages.mockImplementation(readPage);
  await vi.advanceTimersByTimeAsync(1);
  expect(history.get().stuck).toBeNull();
});

test('a server that is back is asked at once', async () => {
  useFakeTimers();
  const { history, listMessages, sync, scrollTo } = await openFrame(40);
  listMessages.mockRejectedValue(UNREACHABLE);
  await scrollTo(0);
  expect(history.get().stuck?.side).toBe('older');
  const away = {
    kind: 'away',
    reason: 'The server cannot be reached.',
    lastSeenAt: null,
    quietUntil: null,
    inMaintenance: false,
  } as const;
  sync.set({ connection: away, archive: null, present: [] });
  listMessages.mockImplementation(readPage);
  sync.set({ connection: { kind: 'online' }, archive: null, present: [] });
  await rest();
  expect(history.get().stuck).toBeNull();
});
