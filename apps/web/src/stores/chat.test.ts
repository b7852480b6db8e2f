import { expect, onTestFinished, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../../api/test/start-test-server.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import { type OpenRoomOptions, openRoom } from '../../test/open-room.ts';
import { type Chat, MOST_CONVERSATIONS } from './chat.ts';
import type { Conversation } from './conversation.ts';

async function startServer(...rooms: string[]): Promise<TestServer> {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  for (const name of rooms) await call(server, '/api/rooms', { name });
  return server;
}

async function call(server: TestServer, url: string, payload: object, method: 'POST' | 'PATCH' = 'POST') {
  const answer = await server.app.inject({ method, url, payload });
  if (answer.statusCode >= 300) throw new Error(answer.body);
}

const write = (server: TestServer, room: string, content: string, author = 'bob') =>
  call(server, '/api/messages', { room, author, content });

async function enter(options: OpenRoomOptions): Promise<Chat> {
  const { chat, conversation } = openRoom(options);
  onTestFinished(() => chat.sync.stop());
  chat.sync.resume();
  await isReady(conversation);
  await vi.waitFor(() => expect(chat.rooms.get().status).toBe('ready'), PATIENCE);
  return chat;
}

const isReady = ({ history }: Conversation) =>
  vi.waitFor(() => expect(history.get().status.kind).toBe('ready'), PATIENCE);

/** A machine that is busy with other things takes its time. */
const PATIENCE = { timeout: 5_000 };

const contentsOf = ({ history }: Conversation) => history.get().messages.map(({ content }) => content);

/** Counts what a page asks for, by path. */
function countingFetch(): { fetch: typeof globalThis.fetch; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    fetch: (input, init) => {
      asked.push(new URL(String(input)).pathname);
      return fetch(input, init);
    },
  };
}

test('one poll brings what is new in every room, and asks for nothing more', async () => {
  const server = await startServer('design');
  const { fetch, asked } = countingFetch();
  const chat = await enter({ url: server.url, fetch });
  await isReady(chat.show('design'));
  chat.show('general');
  asked.length = 0;
  await write(server, 'design', 'one');
  await write(server, 'design', 'two');
  await write(server, 'general', 'three');
  chat.sync.nudge();
  await vi.waitFor(() => expect(contentsOf(chat.open('general'))).toEqual(['three']), PATIENCE);
  await vi.waitFor(
    () => expect(chat.rooms.find('design')).toMatchObject({ unread: 2, hasNews: true }),
    PATIENCE,
  );
  expect(contentsOf(chat.open('design'))).toEqual(['one', 'two']);
  expect(new Set(asked)).toEqual(new Set(['/api/changes']));
});

test('a room that was looked at before is there at once, and one that was not is loaded', async () => {
  const server = await startServer('design');
  await write(server, 'design', 'one');
  const chat = await enter({ url: server.url });
  expect(chat.open('design').history.get().status.kind).toBe('loading');
  await isReady(chat.show('design'));
  expect(contentsOf(chat.open('design'))).toEqual(['one']);
  expect(chat.show('design').history.get().status.kind).toBe('ready');
});

test('a room that cannot be placed in step without asking is loaded anew when it is looked at', async () => {
  const server = await startServer('design');
  await write(server, 'design', 'one');
  const chat = await enter({ url: server.url });
  const design = chat.show('design');
  await isReady(design);
  chat.show('general');
  const [one] = design.history.get().messages;
  if (one === undefined) throw new Error('There is no message.');
  const old = { ...one, id: one.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')), synced: true };
  await design.apply([{ type: 'message', message: old }], false, AbortSignal.abort());
  expect(design.history.get().status.kind).toBe('loading');
  await isReady(chat.show('design'));
  expect(contentsOf(design)).toEqual(['one']);
});

test('a room that is not there does not keep the others from their news', async () => {
  const server = await startServer();
  const { chat, conversation } = openRoom({ url: server.url, room: 'nowhere' });
  onTestFinished(() => chat.sync.stop());
  chat.sync.resume();
  await vi.waitFor(() => expect(conversation.history.get().status.kind).toBe('failed'), PATIENCE);
  await vi.waitFor(() => expect(chat.sync.get().connection.kind).toBe('online'), PATIENCE);
  expect(chat.rooms.get().rooms.map(({ name }) => name)).toEqual(['general']);
});

test('a room that could not be loaded is tried again by the next poll', async () => {
  const server = await startServer('design');
  let refuses = true;
  const chat = await enter({
    url: server.url,
    fetch: (input, init) => {
      if (refuses && String(input).includes('room=design')) throw new TypeError('refused');
      return fetch(input, init);
    },
  });
  const design = chat.show('design');
  await vi.waitFor(() => expect(design.history.get().status.kind).toBe('failed'), PATIENCE);
  refuses = false;
  chat.sync.nudge();
  await isReady(design);
});

test('a message to a room that is left is sent all the same, also after a reload', async () => {
  const server = await startServer('design');
  const storage = memoryStorage();
  const away: typeof fetch = (input, init) => {
    if (init?.method === 'POST') return new Promise(() => undefined);
    return fetch(input, init);
  };
  const before = await enter({ url: server.url, storage, fetch: away });
  before.show('design').outbox.send('kept', 'alice');
  before.sync.stop();
  const after = await enter({ url: server.url, storage });
  await vi.waitFor(() => expect(after.rooms.find('design')?.last_message?.excerpt).toBe('kept'), PATIENCE);
  await vi.waitFor(() => expect(after.open('design').outbox.get()).toEqual([]), PATIENCE);
});

test('a page lets go of the rooms that were looked at longest ago, and of none with a message on its way', async () => {
  const names = Array.from({ length: MOST_CONVERSATIONS + 2 }, (_, index) => `room-${index}`);
  const server = await startServer(...names);
  const chat = await enter({ url: server.url });
  const general = chat.open('general');
  const [first, second] = names.slice(0, 2).map((name) => chat.show(name));
  first?.outbox.send('on its way', 'alice');
  for (const name of names.slice(2)) chat.show(name);
  expect(chat.open('room-0')).toBe(first);
  expect(chat.open('room-1') === second && chat.open('general') === general).toBe(false);
});

test('a room that is closed or gone is known by the poll', async () => {
  const server = await startServer('design');
  const chat = await enter({ url: server.url });
  await call(server, '/api/rooms/design', { is_closed: true, title: 'Old drawings' }, 'PATCH');
  chat.sync.nudge();
  await vi.waitFor(() => expect(chat.rooms.find('design')?.closed_at).not.toBeNull(), PATIENCE);
  expect(chat.rooms.find('design')?.title).toBe('Old drawings');
});

test('what is new is told from what was read when a reader comes again', async () => {
  const server = await startServer('design');
  const storage = memoryStorage();
  await write(server, 'design', 'read');
  const before = await enter({ url: server.url, storage });
  before.sync.stop();
  await write(server, 'design', 'new');
  const after = await enter({ url: server.url, storage });
  expect(after.rooms.find('design')).toMatchObject({ hasNews: true, unread: 0 });
  const design = after.show('design');
  await isReady(design);
  const readUpTo = after.rooms.readUpTo('design') ?? '';
  await design.history.goAfter(readUpTo, new AbortController().signal);
  expect(contentsOf(design)).toEqual(['new']);
  expect(design.history.get()).toMatchObject({ beginsAfter: readUpTo, hasOlder: true, hasNewer: false });
  await design.history.loadPage('older', new AbortController().signal);
  expect(contentsOf(design)).toEqual(['read', 'new']);
  expect(design.history.get().beginsAfter).toBeNull();
});
