import type { Message } from '@bookchat/shared';
import { expect, onTestFinished, test } from 'vitest';
import { startTestServer } from '../../../api/test/start-test-server.ts';
import { createApiClient } from '../api-client.ts';
import { createHistory } from './history.ts';
import { MAX_HELD } from './history-window.ts';

const NEVER = new AbortController().signal;
const HASH = '0123456789abcdef0123456789abcdef01234567';

async function startRoom(...contents: string[]) {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  const api = createApiClient(server.url);
  const write = async (content: string) => (await api.postMessage({ author: 'bob', content })).message;
  const written: Message[] = [];
  for (const content of contents) written.push(await write(content));
  const history = createHistory('general', api, ({ author }) => author === 'alice');
  await history.loadNewest(NEVER);
  return { server, history, write, written };
}

const archived = (message: Message): Message => ({ ...message, synced: true, git_commit_hash: HASH });
const many = (count: number) => Array.from({ length: count }, (_, index) => `message ${index + 1}`);
const contentsOf = ({ get }: ReturnType<typeof createHistory>) =>
  get().messages.map(({ content }) => content);

test('a message that was archived changes in its place', async () => {
  const { history, written } = await startRoom('first', 'second');
  await history.apply(written.map(archived), NEVER);
  expect(history.get().messages.map(({ git_commit_hash }) => git_commit_hash)).toEqual([HASH, HASH]);
});

test('an old message that was archived does not appear at the end', async () => {
  const { history, written } = await startRoom(...many(60));
  await history.apply(written.slice(0, 5).map(archived), NEVER);
  expect(contentsOf(history)).toEqual(many(60).slice(10));
});

test('a new message that was archived before the page heard of it takes its place at the end', async () => {
  const { history, write } = await startRoom('first');
  const second = await write('second');
  await history.apply([archived(second)], NEVER);
  expect(contentsOf(history)).toEqual(['first', 'second']);
});

test('a new message that is dated before the last one takes its place at the end', async () => {
  const { history, write } = await startRoom('first');
  const second = await write('second');
  await history.apply([{ ...second, created_at: '2020-01-01T00:00:00.000Z' }], NEVER);
  expect(contentsOf(history)).toEqual(['first', 'second']);
});

test('an archived message is the first that an empty page hears of', async () => {
  const { history, write } = await startRoom();
  await history.apply([archived(await write('first'))], NEVER);
  expect(contentsOf(history)).toEqual(['first']);
});

test("another room's message is none of this one's", async () => {
  const { history, written } = await startRoom('first');
  const [first] = written as [Message];
  await history.apply(
    [{ ...first, id: first.id.replace(/.$/, first.id.endsWith('0') ? '1' : '0'), room: 'harbour' }],
    NEVER,
  );
  expect(contentsOf(history)).toEqual(['first']);
});

test('what a reader of old messages looks at does not give way to what arrives', async () => {
  const { history, write } = await startRoom(...many(MAX_HELD + 10));
  history.setFollowing(false);
  for (let page = 0; page < 4; page++) await history.loadPage('older', NEVER);
  expect(contentsOf(history)).toHaveLength(MAX_HELD);
  const [before] = contentsOf(history);
  await history.apply([await write('one more')], NEVER);
  expect(contentsOf(history)[0]).toBe(before);
  expect(history.get()).toMatchObject({ hasNewer: true, unseen: 1 });
});

test('a failure shows where nothing is loaded yet, and nowhere else', async () => {
  const { server, history } = await startRoom('first');
  history.fail(new Error('x'));
  expect(history.get().status).toEqual({ kind: 'ready' });
  const fresh = createHistory('general', createApiClient(server.url), () => false);
  fresh.fail(new Error('x'));
  expect(fresh.get().status.kind).toBe('failed');
});

test('a reader far above goes to the end at once, and the newest page follows', async () => {
  const { history, write } = await startRoom(...many(MAX_HELD + 10));
  history.setFollowing(false);
  for (let page = 0; page < 5; page++) await history.loadPage('older', NEVER);
  expect(history.get().hasNewer).toBe(true);
  history.goToEnd();
  expect(history.get()).toMatchObject({ messages: [], hasOlder: true, hasNewer: false, following: true });
  await history.apply([await write('live')], NEVER);
  expect(contentsOf(history)).toEqual(['live']);
  await history.loadPage('older', NEVER);
  expect(contentsOf(history)).toEqual([...many(MAX_HELD + 10).slice(-50), 'live']);
  expect(history.get().hasOlder).toBe(true);
});

test('the newest page fills an empty stretch at the end', async () => {
  const { history } = await startRoom(...many(MAX_HELD + 10));
  for (let page = 0; page < 5; page++) await history.loadPage('older', NEVER);
  history.goToEnd();
  await history.loadPage('older', NEVER);
  expect(contentsOf(history)).toEqual(many(MAX_HELD + 10).slice(-50));
});

test.each(['older', 'newer'] as const)(
  'a page of %s messages that comes after the reader went to the end is let go of',
  async (side) => {
    const { history } = await startRoom(...many(MAX_HELD + 60));
    for (let page = 0; page < 5; page++) await history.loadPage('older', NEVER);
    const loading = history.loadPage(side, NEVER);
    await Promise.resolve();
    history.goToEnd();
    await loading;
    expect(contentsOf(history)).toEqual([]);
  },
);

test('a page that the server refused is told of until one comes', async () => {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  let refuses = false;
  const api = createApiClient(server.url, async (input, init) =>
    refuses ? new Response('', { status: 500 }) : fetch(input, init),
  );
  for (const content of many(60)) await api.postMessage({ author: 'bob', content });
  const history = createHistory('general', api, () => false);
  await history.loadNewest(NEVER);
  refuses = true;
  await expect(history.loadPage('older', NEVER)).rejects.toThrow('500');
  expect(history.get().stuck).toEqual({ side: 'older', reason: 'The server answered with an error (500).' });
  refuses = false;
  await history.loadPage('older', NEVER);
  expect(history.get().stuck).toBeNull();
  expect(contentsOf(history)).toEqual(many(60));
});

test('a page that cannot be had leaves everything as it is', async () => {
  const { history } = await startRoom(...many(60));
  const before = history.get();
  await expect(history.loadPage('older', AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  expect(history.get()).toBe(before);
});

test('a message that is hidden goes, wherever it is', async () => {
  const { history, written } = await startRoom('first', 'second', 'third');
  await history.takeOut([written[1]?.id ?? '', 'and one that is not held']);
  expect(contentsOf(history)).toEqual(['first', 'third']);
});

test('what is hidden of a page that holds none of it changes nothing', async () => {
  const { history } = await startRoom('first');
  const before = history.get();
  await history.takeOut(['another']);
  expect(history.get()).toBe(before);
});

test('a message that is shown again comes back where it was', async () => {
  const { history, written } = await startRoom('first', 'second', 'third', 'fourth');
  const times = ['10:00', '10:01', '10:02', '10:03'].map((time) => `2026-11-20T${time}:00.000Z`);
  const dated = written.map((message, index) => ({ ...message, created_at: times[index] ?? '' }));
  await history.apply(dated, NEVER);
  await history.takeOut([dated[1], dated[2]].map((message) => message?.id ?? ''));
  await history.apply([dated[2] as Message, archived(dated[1] as Message)], NEVER);
  expect(contentsOf(history)).toEqual(['first', 'second', 'third', 'fourth']);
});

test('a message that is shown again and is older than the stretch waits for its page', async () => {
  const { history, written } = await startRoom(...many(60));
  await history.apply([{ ...(written[0] as Message), created_at: '2020-01-01T00:00:00.000Z' }], NEVER);
  expect(contentsOf(history)).toEqual(many(60).slice(10));
});

test('a message that is shown again past the end of the stretch is not put into it', async () => {
  const { history, write } = await startRoom(...many(MAX_HELD + 10));
  for (let page = 0; page < 5; page++) await history.loadPage('older', NEVER);
  const [last] = [await write('last')];
  await history.apply([archived({ ...last, created_at: '2099-01-01T00:00:00.000Z' })], NEVER);
  expect(contentsOf(history)).not.toContain('last');
});
