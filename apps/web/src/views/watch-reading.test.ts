import type { Message } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aRoom } from '../../test/a-room.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import { createStore } from '../lib/store.ts';
import { BEGINNING, createHistory } from '../stores/history.ts';
import { createReadMarks } from '../stores/read-marks.ts';
import { createRooms } from '../stores/rooms.ts';
import { watchReading } from './watch-reading.ts';

const GENERAL = aRoom();
const ANYBODY = { people: createStore([]), ownId: null, isOwn: () => false };

/** A message that came so many minutes after twelve. */
function message(minute: number): Message {
  const created_at = minutesAfterTwelve(minute).toISOString();
  const unchanged = { author_id: null, edited_at: null, git_commit_hash: null, synced: false };
  return { id: `m${minute}`, created_at, room: 'general', author: 'bob', content: 'hello', ...unchanged };
}

function minutesAfterTwelve(minute: number): Date {
  return new Date(Date.UTC(2026, 10, 20, 12, minute));
}

/** Somebody comes into a room that holds these messages, of which they have read up to one. */
async function come(messages: Message[], read: Message | null, unread: number | null = null) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { signal } = leaving;
  const last = messages.at(-1);
  const last_message = last === undefined ? null : { ...last, excerpt: last.content };
  const listMessages = async () => ({ messages, has_more: false });
  const history = createHistory('general', { listMessages }, () => false);
  const isSignedIn = unread !== null;
  const rooms = createRooms({
    api: {
      listRooms: async () => [{ ...GENERAL, last_message, unread: unread ?? 0 }],
      markRead: async () => undefined,
    },
    marks: createReadMarks(
      memoryStorage(read === null ? {} : { 'bookchat.read.general': `${read.id} ${read.created_at}` }),
    ),
    storage: memoryStorage(),
    isSignedIn,
    isOwn: () => false,
    signal,
  });
  let minute = 0;
  const clock = () => minutesAfterTwelve(minute);
  const conversation = { room: 'general', history };
  const news = watchReading({ conversation, rooms, ...ANYBODY, clock, signal });
  const readUpTo = { get: () => news.get()?.after ?? null };
  await Promise.all([rooms.load(signal), history.loadNewest(signal)]);
  return { history, rooms, news, readUpTo, receive, turnPage };

  async function receive(next: Message): Promise<void> {
    await history.apply([next], signal);
    rooms.apply([{ type: 'message', message: next }]);
  }

  /** The page goes out of sight, or comes back into it, so many minutes after twelve. */
  function turnPage(where: 'away' | 'back', at: number): void {
    minute = at;
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(where === 'away');
    onTestFinished(() => void vi.restoreAllMocks());
    document.dispatchEvent(new Event('visibilitychange'));
  }
}

test('whoever comes to something new is told up to where they had read', async () => {
  const { readUpTo, rooms } = await come([message(1), message(2)], message(1));
  expect(readUpTo.get()).toBe('m1');
  expect(rooms.readUpTo('general')).toBe('m2');
  expect(rooms.find('general')?.hasNews).toBe(false);
});

test('whoever has read everything is told nothing', async () => {
  const { readUpTo, receive } = await come([message(1)], message(1));
  await receive(message(2));
  expect(readUpTo.get()).toBeNull();
});

test('what comes while the reader is further up stays unread', async () => {
  const { history, rooms, receive } = await come([message(1)], message(1));
  history.setFollowing(false);
  await receive(message(2));
  expect(rooms.readUpTo('general')).toBe('m1');
  history.setFollowing(true);
  expect(rooms.readUpTo('general')).toBe('m2');
});

test('what was written while the page was hidden is new to whoever comes back', async () => {
  const { readUpTo, rooms, receive, turnPage } = await come([message(1)], message(1));
  turnPage('away', 2);
  await receive(message(3));
  expect(rooms.readUpTo('general')).toBe('m1');
  expect(readUpTo.get()).toBeNull();
  turnPage('back', 4);
  expect(readUpTo.get()).toBe('m1');
  expect(rooms.readUpTo('general')).toBe('m3');
});

test('what was written meanwhile and comes only after the return is new as well', async () => {
  const { readUpTo, receive, turnPage } = await come([message(1)], message(1));
  turnPage('away', 2);
  turnPage('back', 4);
  expect(readUpTo.get()).toBeNull();
  await receive(message(3));
  expect(readUpTo.get()).toBe('m1');
});

test('what is written after the return is not', async () => {
  const { readUpTo, receive, turnPage } = await come([message(1)], message(1));
  turnPage('away', 2);
  turnPage('back', 4);
  await receive(message(5));
  await receive(message(6));
  expect(readUpTo.get()).toBeNull();
});

test('a page that begins in the background reads nothing until it is seen', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const { readUpTo, rooms, turnPage } = await come([message(1), message(2)], message(1));
  expect(rooms.readUpTo('general')).toBe('m1');
  turnPage('back', 4);
  expect(rooms.readUpTo('general')).toBe('m2');
  expect(readUpTo.get()).toBe('m1');
});

test('a room in which nothing was ever read has no place to come back to', async () => {
  const { readUpTo, receive, turnPage } = await come([], null);
  turnPage('away', 2);
  await receive(message(3));
  turnPage('back', 4);
  expect(readUpTo.get()).toBeNull();
});

test('whoever was never in a room before is told where what is unread begins', async () => {
  const { news, rooms } = await come([message(1), message(2), message(3)], null, 2);
  await expect.poll(news.get).toEqual({ after: 'm1', unread: 2 });
  expect(rooms.readUpTo('general')).toBe('m3');
  const all = await come([message(1), message(2)], null, 2);
  await expect.poll(all.news.get).toEqual({ after: BEGINNING, unread: 2 });
});
