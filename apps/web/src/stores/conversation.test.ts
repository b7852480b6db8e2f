import type { Message } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeIncoming } from '../../../api/test/make-incoming.ts';
import { startTestServer, type TestServer } from '../../../api/test/start-test-server.ts';
import { memoryStorage } from '../../test/memory-storage.ts';
import { type OpenRoomOptions, openRoom } from '../../test/open-room.ts';
import type { Conversation } from './conversation.ts';
import { MAX_HELD } from './history-window.ts';

const NEVER = new AbortController().signal;

async function startServer(): Promise<TestServer> {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  return server;
}

async function enter(options: OpenRoomOptions): Promise<Conversation> {
  const { conversation } = openRoom(options);
  onTestFinished(() => conversation.sync.stop());
  conversation.sync.resume();
  await vi.waitFor(() => expect(conversation.history.get().status.kind).toBe('ready'));
  return conversation;
}

async function write(server: TestServer, author: string, ...contents: string[]): Promise<Message[]> {
  const messages = [];
  for (const content of contents) {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/messages',
      payload: { author, content },
    });
    messages.push(answer.json<Message>());
  }
  return messages;
}

/** Writes many messages straight into the history, faster than one request for each. */
async function fill(server: TestServer, count: number): Promise<void> {
  const contents = Array.from({ length: count }, (_, index) => `message ${index + 1}`);
  for (const content of contents) await write(server, 'bob', content);
}

const contentsOf = (conversation: Conversation) =>
  conversation.history.get().messages.map(({ content }) => content);

/** Polls, and waits until that brought what the test waits for. */
async function poll(conversation: Conversation, expectation: () => void): Promise<void> {
  conversation.sync.nudge();
  await vi.waitFor(expectation);
}

test('a room opens with its newest messages, oldest first', async () => {
  const server = await startServer();
  await write(server, 'bob', 'first', 'second');
  const room = await enter({ url: server.url });
  expect(contentsOf(room)).toEqual(['first', 'second']);
  expect(room.people.get()).toEqual(['bob']);
  await vi.waitFor(() =>
    expect(room.sync.get()).toMatchObject({ connection: { kind: 'online' }, archive: { state: 'off' } }),
  );
});

test('an empty room takes its first message from a poll', async () => {
  const server = await startServer();
  const room = await enter({ url: server.url });
  expect(contentsOf(room)).toEqual([]);
  await write(server, 'bob', 'first');
  await poll(room, () => expect(contentsOf(room)).toEqual(['first']));
  expect(room.history.get().unseen).toBe(0);
});

test("alice's message is on her screen at once, and in history when the server has told", async () => {
  const server = await startServer();
  const room = await enter({ url: server.url });
  room.outbox.send('hello', 'alice');
  expect(room.outbox.get()).toMatchObject([{ content: 'hello', delivery: { kind: 'sending' } }]);
  await vi.waitFor(() => expect(contentsOf(room)).toEqual(['hello']));
  await vi.waitFor(() => expect(room.outbox.get()).toEqual([]));
});

test('a message is dated by the clock of the server, however far off that of the page is', async () => {
  const server = await startServer();
  const room = await enter({ url: server.url, clock: () => new Date(Date.now() - 26 * 3_600_000) });
  room.outbox.send('hello', 'alice');
  const dated = Date.parse(room.outbox.get()[0]?.created_at ?? '');
  expect(Math.abs(Date.now() - dated)).toBeLessThan(120_000);
});

test('messages that are sent in one breath arrive in the order in which they were written', async () => {
  const server = await startServer();
  const room = await enter({ url: server.url });
  const contents = Array.from({ length: 12 }, (_, index) => `line ${index}`);
  for (const content of contents) room.outbox.send(content, 'alice');
  await vi.waitFor(() => expect(contentsOf(room)).toEqual(contents));
});

test('a message that the network swallowed fails with its reason, and a retry posts it once', async () => {
  const server = await startServer();
  let down = true;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    // The request arrives; only its answer gets lost.
    const answer = await globalThis.fetch(input, init);
    if (down && init?.method === 'POST') throw new TypeError('the line broke');
    return answer;
  };
  const room = await enter({ url: server.url, fetch });
  room.sync.pause();
  room.outbox.send('once', 'alice');
  await vi.waitFor(() =>
    expect(room.outbox.get()[0]?.delivery).toEqual({
      kind: 'failed',
      reason: 'The server cannot be reached.',
    }),
  );
  down = false;
  room.outbox.retry(room.outbox.get()[0]?.id ?? '');
  await vi.waitFor(() => expect(room.outbox.get()[0]?.delivery).toEqual({ kind: 'saved' }));
  room.sync.resume();
  await vi.waitFor(() => expect(room.outbox.get()).toEqual([]));
  expect(contentsOf(room)).toEqual(['once']);
});

test('a retry of a message that history shows already lets go of it', async () => {
  const server = await startServer();
  const storage = memoryStorage();
  const [first] = await write(server, 'alice', 'mine');
  const room = await enter({ url: server.url, storage });
  const entry = { ...first, delivery: { kind: 'failed', reason: 'The server cannot be reached.' } };
  storage.write(`bookchat.outbox.general.${first?.id}`, JSON.stringify(entry));
  const reloaded = openRoom({ url: server.url, storage }).conversation;
  expect(reloaded.outbox.get()).toHaveLength(1);
  await reloaded.history.loadNewest(NEVER);
  reloaded.outbox.retry(first?.id ?? '');
  await vi.waitFor(() => expect(reloaded.outbox.get()).toEqual([]));
  expect(contentsOf(room)).toEqual(['mine']);
});

test('a retry of a message that is older than what is shown lets go of it', async () => {
  const server = await startServer();
  const [first] = await write(server, 'alice', 'long ago');
  await fill(server, 51);
  const storage = memoryStorage({
    [`bookchat.outbox.general.${first?.id}`]: JSON.stringify({ ...first, delivery: { kind: 'sending' } }),
  });
  const room = await enter({ url: server.url, storage });
  await vi.waitFor(() => expect(room.outbox.get()).toEqual([]));
  expect(contentsOf(room)[0]).toBe('message 2');
});

test('a failed message survives a reload and can be discarded for good', async () => {
  const server = await startServer();
  const storage = memoryStorage();
  const refuse: typeof globalThis.fetch = () => Promise.reject(new TypeError('refused'));
  const before = openRoom({ url: server.url, storage, fetch: refuse }).conversation;
  before.outbox.send('keep me', 'alice');
  await vi.waitFor(() => expect(before.outbox.get()[0]?.delivery.kind).toBe('failed'));

  const after = openRoom({ url: server.url, storage }).conversation;
  expect(after.outbox.get()).toMatchObject([{ content: 'keep me', delivery: { kind: 'failed' } }]);
  after.outbox.discard(after.outbox.get()[0]?.id ?? '');
  expect(openRoom({ url: server.url, storage }).conversation.outbox.get()).toEqual([]);
});

test('a message that was on its way when the page closed is sent by the next page', async () => {
  const server = await startServer();
  const storage = memoryStorage();
  const hang: typeof globalThis.fetch = () => new Promise(() => undefined);
  openRoom({ url: server.url, storage, fetch: hang }).conversation.outbox.send('on its way', 'alice');

  const room = await enter({ url: server.url, storage });
  await vi.waitFor(() => expect(contentsOf(room)).toEqual(['on its way']));
});

test('history loads upwards page by page until the room begins', async () => {
  const server = await startServer();
  await fill(server, 120);
  const room = await enter({ url: server.url });
  expect(contentsOf(room)).toHaveLength(50);
  await room.history.loadPage('older', NEVER);
  await room.history.loadPage('older', NEVER);
  expect(contentsOf(room)).toHaveLength(120);
  expect(contentsOf(room)[0]).toBe('message 1');
  expect(room.history.get().hasOlder).toBe(false);
  await room.history.loadPage('older', NEVER);
  await room.history.loadPage('newer', NEVER);
  expect(contentsOf(room)).toHaveLength(120);
});

test('a long history is held in part: what is far from the reader goes, and comes back', async () => {
  const server = await startServer();
  await fill(server, 320);
  const room = await enter({ url: server.url });
  room.history.setFollowing(false);
  for (let page = 0; page < 6; page++) await room.history.loadPage('older', NEVER);
  expect(contentsOf(room)).toHaveLength(MAX_HELD);
  expect(contentsOf(room)[0]).toBe('message 1');
  expect(room.history.get().hasNewer).toBe(true);

  await write(server, 'carol', 'beyond what is held');
  await poll(room, () => expect(room.history.get().unseen).toBe(1));
  expect(contentsOf(room)).not.toContain('beyond what is held');

  await room.history.loadPage('newer', NEVER);
  await room.history.loadPage('newer', NEVER);
  expect(contentsOf(room)).toHaveLength(MAX_HELD);
  expect(contentsOf(room).at(-1)).toBe('beyond what is held');
  expect(room.history.get()).toMatchObject({ hasNewer: false, hasOlder: true });
});

test('a reader who scrolled up is told how many messages of others came', async () => {
  const server = await startServer();
  await write(server, 'bob', 'first');
  const room = await enter({ url: server.url });
  room.history.setFollowing(false);
  await write(server, 'bob', 'second');
  await write(server, 'alice', 'from her other window');
  await poll(room, () => expect(contentsOf(room)).toHaveLength(3));
  expect(room.history.get().unseen).toBe(1);
  room.history.setFollowing(true);
  expect(room.history.get().unseen).toBe(0);
});

test('a page that slept catches up with more changes than one answer holds', async () => {
  const server = await startServer();
  await write(server, 'bob', 'before');
  const room = await enter({ url: server.url });
  room.sync.pause();
  await fill(server, 600);
  room.sync.resume();
  await vi.waitFor(() => expect(contentsOf(room).at(-1)).toBe('message 600'), 10_000);
  expect(contentsOf(room)).toHaveLength(MAX_HELD);
}, 20_000);

test('a page that meets a restore shows what was restored, and sends what was written meanwhile', async () => {
  const server = await startServer();
  await write(server, 'bob', 'in the backup');
  const { incoming } = await makeIncoming(server.config.dataDir);
  await write(server, 'bob', 'after the backup');
  const room = await enter({ url: server.url });
  expect(contentsOf(room)).toEqual(['in the backup', 'after the backup']);

  await server.app.maintenance.during('a backup is being restored', async () => {
    await poll(room, () => expect(room.sync.get().connection).toMatchObject({ inMaintenance: true }));
    room.outbox.send('written meanwhile', 'alice');
    await server.database.replaceWith(incoming);
  });
  const all = ['in the backup', 'written meanwhile'];
  await vi.waitFor(() => expect(contentsOf(room)).toEqual(all), 10_000);
  await vi.waitFor(() => expect(room.outbox.get()).toEqual([]), 10_000);
  expect(room.sync.get().connection.kind).toBe('online');
});
