import type { Change, Message, Room } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aRoom } from '../../test/a-room.ts';
import { memoryStorage, storageOfTabs } from '../../test/memory-storage.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createReadMarks } from './read-marks.ts';
import { createRooms, MARK_DELAY_MS } from './rooms.ts';

const NEVER = new AbortController().signal;

let count = 0;

function message(more: Partial<Message> = {}): Message {
  count++;
  return {
    id: `0197a000-0000-7000-8000-${String(count).padStart(12, '0')}`,
    room: 'general',
    author: 'bob',
    author_id: null,
    content: 'hello',
    created_at: new Date(Date.UTC(2026, 10, 20, 12) + count * 1_000).toISOString(),
    edited_at: null,
    git_commit_hash: null,
    synced: false,
    ...more,
  };
}

const written = (one: Message): Change => ({ type: 'message', message: one });
const lastOf = ({ id, author, content, created_at }: Message) => ({
  id,
  author,
  excerpt: content,
  created_at,
});

async function open({
  rooms = [aRoom()],
  isSignedIn = false,
  storage = memoryStorage(),
}: {
  rooms?: Room[];
  isSignedIn?: boolean;
  storage?: SafeStorage;
} = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const api = { listRooms: vi.fn(async () => rooms), markRead: vi.fn(async () => undefined) };
  const store = createRooms({
    api,
    marks: createReadMarks(isSignedIn ? null : storage),
    storage,
    isSignedIn,
    isOwn: ({ author }) => author === 'alice',
    signal: leaving.signal,
  });
  await store.load(NEVER);
  const newsOf = (name = 'general') => {
    const { unread, hasNews } = store.find(name) ?? {};
    return { unread, hasNews };
  };
  return { store, api, newsOf };
}

test('rooms go to their places, though nothing tells of those around them', async () => {
  const { store } = await open({
    rooms: ['a', 'b', 'c', 'd', 'e'].map((name, at) => aRoom({ name, position: at + 1 })),
  });
  const names = () => store.get().rooms.map(({ name }) => name);
  const told = (name: string, position: number): Change => ({
    type: 'room',
    room: aRoom({ name, position }),
  });
  store.apply([told('between', 2)]);
  expect(names()).toEqual(['a', 'between', 'b', 'c', 'd', 'e']);
  store.apply([
    { type: 'room_gone', name: 'between' },
    { type: 'room_gone', name: 'a' },
  ]);
  store.apply([told('d', 3)]);
  expect(names()).toEqual(['b', 'c', 'd', 'e']);
  store.apply([told('b', 4), told('e', 1)]);
  expect(names()).toEqual(['e', 'c', 'd', 'b']);
  expect(store.get().rooms.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
});

test("messages of others count as unread until they are seen, and one's own do not", async () => {
  const { store, newsOf } = await open();
  const [first, own, second] = [message(), message({ author: 'alice' }), message()];
  store.apply([written(first), written(own), written(second)]);
  expect(newsOf()).toEqual({ unread: 2, hasNews: true });
  expect(store.find('general')?.last_message).toEqual(lastOf(second));
  store.markRead('general', second);
  expect(newsOf()).toEqual({ unread: 0, hasNews: false });
  expect(store.readUpTo('general')).toBe(second.id);
});

test('many changes are told as one', async () => {
  const { store, newsOf } = await open();
  const told = vi.fn();
  store.subscribe(told);
  store.apply([written(message()), { type: 'room', room: aRoom({ name: 'design' }) }, written(message())]);
  expect(told).toHaveBeenCalledOnce();
  expect(newsOf().unread).toBe(2);
});

test('a message that was only changed is not news', async () => {
  const one = message();
  const { store, newsOf } = await open({ rooms: [aRoom({ last_message: lastOf(one) })] });
  store.apply([
    written({ ...one, synced: true }),
    written({ ...message({ created_at: '2020-01-01T00:00:00.000Z' }) }),
  ]);
  expect(newsOf()).toEqual({ unread: 0, hasNews: false });
});

test('two messages of one millisecond are two', async () => {
  const { store, newsOf } = await open();
  const one = message();
  store.apply([written(one), written(message({ created_at: one.created_at }))]);
  expect(newsOf().unread).toBe(2);
});

test('what the reader has seen already does not count when the list hears of it', async () => {
  const { store, newsOf } = await open();
  const one = message();
  store.markRead('general', one);
  store.apply([written(one)]);
  expect(newsOf()).toEqual({ unread: 0, hasNews: false });
});

test('to a first visitor nothing is news, and to one who comes again what came meanwhile', async () => {
  const storage = memoryStorage();
  const before = message();
  const first = await open({ storage, rooms: [aRoom({ last_message: lastOf(before) })] });
  expect(first.newsOf()).toEqual({ unread: 0, hasNews: false });
  const again = await open({ storage, rooms: [aRoom({ last_message: lastOf(message()) })] });
  expect(again.newsOf()).toEqual({ unread: 0, hasNews: true });
  expect(again.store.readUpTo('general')).toBe(before.id);
});

test('what was not counted stays uncounted when more comes', async () => {
  const storage = memoryStorage();
  await open({ storage, rooms: [aRoom({ last_message: lastOf(message()) })] });
  const { store, newsOf } = await open({ storage, rooms: [aRoom({ last_message: lastOf(message()) })] });
  store.apply([written(message())]);
  expect(newsOf()).toEqual({ unread: 0, hasNews: true });
});

test('what one tab has read, another has as well', async () => {
  const tab = storageOfTabs();
  const one = message();
  const here = await open({ storage: tab() });
  const there = await open({ storage: tab() });
  for (const { store } of [here, there]) store.apply([written(one)]);
  there.store.markRead('general', one);
  expect(here.newsOf()).toEqual({ unread: 0, hasNews: false });
});

test('a mark that makes no sense is passed over', async () => {
  const storage = memoryStorage({ 'bookchat.read.general': 'nonsense', 'bookchat.read.other': 'id never' });
  const { store } = await open({ storage });
  expect(store.readUpTo('general')).toBeNull();
});

test('a room that is new or changed takes its place, and one that is gone leaves it', async () => {
  const { store } = await open();
  store.apply([{ type: 'room', room: aRoom({ name: 'design', position: 1 }) }]);
  store.apply([{ type: 'room', room: aRoom({ title: 'Everything', position: 2 }) }]);
  expect(store.get().rooms.map(({ title, name }) => `${name} ${title}`)).toEqual([
    'design General',
    'general Everything',
  ]);
  const { rooms } = store.get();
  store.apply([{ type: 'room_gone', name: 'nowhere' }]);
  expect(store.get().rooms).toBe(rooms);
  store.apply([{ type: 'room_gone', name: 'design' }]);
  expect(store.get().rooms.map(({ name }) => name)).toEqual(['general']);
});

test('a room that changes keeps what was counted here', async () => {
  const { store, newsOf } = await open();
  const one = message();
  store.apply([written(one)]);
  store.apply([{ type: 'room', room: aRoom({ title: 'Everything', last_message: lastOf(one) }) }]);
  expect(newsOf()).toEqual({ unread: 1, hasNews: true });
});

test('what is hidden is not quoted any more', async () => {
  const one = message();
  const { store } = await open({ rooms: [aRoom({ last_message: lastOf(one) })] });
  store.apply([{ type: 'hidden', id: one.id }]);
  expect(store.find('general')?.last_message?.excerpt).toBe('');
});

test('with accounts the server counts, and is told once reading rests', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const [first, second] = [message(), message()];
  const rooms = [aRoom({ unread: 2, read_up_to: first.id, last_message: lastOf(second) })];
  const { store, api, newsOf } = await open({ isSignedIn: true, rooms });
  expect(newsOf()).toEqual({ unread: 2, hasNews: true });
  expect(store.readUpTo('general')).toBe(first.id);
  store.markRead('general', first);
  store.markRead('general', second);
  store.markRead('general', first);
  store.markRead('nowhere', first);
  expect(newsOf()).toEqual({ unread: 0, hasNews: false });
  await vi.advanceTimersByTimeAsync(MARK_DELAY_MS);
  expect(api.markRead.mock.calls).toEqual([['general', second.id]]);
});

test('that the server could not be told does not matter here', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { store, api, newsOf } = await open({ isSignedIn: true });
  api.markRead.mockRejectedValue(new Error('away'));
  const one = message();
  store.apply([written(one)]);
  store.markRead('general', one);
  await vi.advanceTimersByTimeAsync(MARK_DELAY_MS);
  expect(newsOf()).toEqual({ unread: 0, hasNews: false });
});

test('what another page of the same person has read is read here', async () => {
  const one = message();
  const { store, newsOf } = await open({
    isSignedIn: true,
    rooms: [aRoom({ unread: 3, last_message: lastOf(one) })],
  });
  store.apply([{ type: 'room', room: aRoom({ unread: 0, read_up_to: one.id, last_message: lastOf(one) }) }]);
  expect(newsOf()).toEqual({ unread: 0, hasNews: false });
});

const LET_IN = { by: 'bob', at: '2026-11-20T11:00:00.000Z' };

test('a room into which somebody let the reader is news until they look at it, and not again', async () => {
  const storage = memoryStorage();
  const rooms = [aRoom({ name: 'plans', kind: 'private', let_in: LET_IN })];
  const { store, newsOf } = await open({ rooms, isSignedIn: true, storage });
  expect(newsOf('plans')).toEqual({ unread: 0, hasNews: true });
  expect(store.find('plans')?.isNew).toBe(true);
  store.apply([written(message({ room: 'plans' }))]);
  expect(newsOf('plans')).toEqual({ unread: 1, hasNews: true });
  store.see('plans');
  expect(newsOf('plans')).toEqual({ unread: 1, hasNews: true });
  expect(store.find('plans')?.isNew).toBe(false);
  const again = await open({ rooms, isSignedIn: true, storage });
  expect(again.newsOf('plans')).toEqual({ unread: 0, hasNews: false });
});

test('what is read in such a room is read, whether or not it was looked at by name', async () => {
  const last = message({ room: 'plans' });
  const room = aRoom({ name: 'plans', let_in: LET_IN, unread: 1, last_message: lastOf(last) });
  const { store, newsOf } = await open({ rooms: [room], isSignedIn: true });
  store.markRead('plans', last);
  expect(newsOf('plans')).toEqual({ unread: 0, hasNews: true });
  store.see('plans');
  store.see('plans');
  expect(newsOf('plans')).toEqual({ unread: 0, hasNews: false });
});

test('a room in which something was read elsewhere is not new here', async () => {
  const room = aRoom({ name: 'plans', let_in: LET_IN, read_up_to: message().id });
  const { store } = await open({ rooms: [room], isSignedIn: true });
  expect(store.find('plans')?.isNew).toBe(false);
});
