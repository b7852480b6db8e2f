import type { Change } from '@bookchat/shared';
import { expect, onTestFinished, test, vi } from 'vitest';
import { messagesOf } from '../../../api/test/messages-of.ts';
import { startTestServer, type TestServer } from '../../../api/test/start-test-server.ts';
import { archiveStatus } from '../../test/archive-status.ts';
import { createApiClient } from '../api-client.ts';
import { createSync, POLL_INTERVAL_MS, type SyncOptions } from './sync.ts';

async function startServer(): Promise<TestServer> {
  const server = await startTestServer();
  onTestFinished(() => server.close());
  return server;
}

function follow({
  url,
  fetch,
  ...rest
}: { url: string; fetch?: typeof globalThis.fetch } & Partial<SyncOptions>) {
  const sync = createSync({
    api: createApiClient(url, fetch),
    onStart: vi.fn(async () => undefined),
    onChanges: vi.fn(async () => undefined),
    onFailure: vi.fn(),
    random: () => 0,
    now: () => performance.now(),
    clock: () => new Date('2026-11-20T17:16:41.123Z'),
    ...rest,
  });
  onTestFinished(() => sync.stop());
  return sync;
}

const isOnline = (sync: ReturnType<typeof createSync>) =>
  vi.waitFor(() => expect(sync.get().connection.kind).toBe('online'));

const contentsOf = (changes: readonly Change[]) => messagesOf(changes).map(({ content }) => content);

test('the position is taken before the page is, so that nothing falls between them', async () => {
  const server = await startServer();
  const seen: string[] = [];
  const sync = follow({
    url: server.url,
    onStart: async () => {
      await server.app.inject({
        method: 'POST',
        url: '/api/messages',
        payload: { author: 'bob', content: 'between' },
      });
    },
    onChanges: async (changes) => void seen.push(...contentsOf(changes)),
  });
  sync.resume();
  await isOnline(sync);
  sync.nudge();
  await vi.waitFor(() => expect(seen).toEqual(['between']));
});

test('what is said of the archive is known before the messages that came with it', async () => {
  const server = await startServer();
  let head = 'a'.repeat(40);
  const tellOfArchive: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (response.status !== 200) return response;
    return Response.json({ ...(await response.json()), archive: archiveStatus({ head }) });
  };
  const heads: unknown[] = [];
  const note = async () => void heads.push(sync.get().archive?.head);
  const sync = follow({ url: server.url, fetch: tellOfArchive, onStart: note, onChanges: note });
  sync.resume();
  await isOnline(sync);
  head = 'b'.repeat(40);
  await server.app.inject({
    method: 'POST',
    url: '/api/messages',
    payload: { author: 'bob', content: 'news' },
  });
  sync.nudge();
  await vi.waitFor(() => expect(heads).toEqual(['a'.repeat(40), 'b'.repeat(40)]));
});

test('a restored server makes the page begin anew', async () => {
  const [first, second] = [await startServer(), await startServer()];
  let current = first;
  const onStart = vi.fn(async () => undefined);
  const sync = follow({
    url: 'http://bookchat.test',
    fetch: (input, init) => fetch(String(input).replace('http://bookchat.test', current.url), init),
    onStart,
  });
  sync.resume();
  await isOnline(sync);
  current = second;
  sync.nudge();
  await vi.waitFor(() => expect(onStart).toHaveBeenCalledTimes(2));
  expect(sync.get().connection.kind).toBe('online');
});

test('changes that could not be taken are asked for again', async () => {
  const server = await startServer();
  let fails = true;
  const seen: string[] = [];
  const sync = follow({
    url: server.url,
    onChanges: async (changes) => {
      if (fails) throw new Error('no page could be read');
      seen.push(...contentsOf(changes));
    },
  });
  sync.resume();
  await isOnline(sync);
  await server.app.inject({
    method: 'POST',
    url: '/api/messages',
    payload: { author: 'bob', content: 'kept' },
  });
  sync.nudge();
  await vi.waitFor(() => expect(sync.get().connection.kind).toBe('away'));
  fails = false;
  sync.nudge();
  await vi.waitFor(() => expect(seen).toEqual(['kept']));
});

test('a server that asks for quiet is told of with when it is asked again, which is soon', async () => {
  const month = String(30 * 24 * 60 * 60);
  const at = new Date('2026-11-20T19:50:00.000Z');
  const sync = follow({
    url: 'http://bookchat.test',
    fetch: async () => new Response('{}', { status: 429, headers: { 'retry-after': month } }),
    clock: () => at,
  });
  sync.resume();
  const quietUntil = new Date('2026-11-20T19:55:00.000Z');
  await vi.waitFor(() => expect(sync.get().connection).toMatchObject({ kind: 'away', quietUntil }));
});

test('a server that goes away is told of with the time of the last good poll, and its return as well', async () => {
  const server = await startServer();
  let down = false;
  const sync = follow({
    url: server.url,
    fetch: (input, init) => (down ? Promise.reject(new TypeError('refused')) : fetch(input, init)),
  });
  sync.resume();
  await isOnline(sync);
  down = true;
  sync.nudge();
  await vi.waitFor(() =>
    expect(sync.get().connection).toEqual({
      kind: 'away',
      reason: 'The server cannot be reached.',
      lastSeenAt: new Date('2026-11-20T17:16:41.123Z'),
      quietUntil: null,
      inMaintenance: false,
    }),
  );
  down = false;
  sync.nudge();
  await isOnline(sync);
});

test('a page that never heard from the server knows no time', async () => {
  const onFailure = vi.fn();
  const sync = follow({
    url: 'http://bookchat.test',
    fetch: () => Promise.reject(new TypeError('refused')),
    onFailure,
  });
  sync.resume();
  await vi.waitFor(() => expect(sync.get().connection).toMatchObject({ kind: 'away', lastSeenAt: null }));
  expect(onFailure).toHaveBeenCalledOnce();
});

test('a page that is left says nothing of the poll that it broke off', async () => {
  const sync = follow({
    url: 'http://bookchat.test',
    fetch: (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      ),
  });
  const told = vi.fn();
  sync.subscribe(told);
  sync.resume();
  await vi.waitFor(() => expect(sync.get().connection.kind).toBe('connecting'));
  sync.stop();
  await Promise.resolve();
  expect(told).not.toHaveBeenCalled();
});

test('polls follow each other at the interval', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const listChanges = vi.fn(async () => null);
  const sync = follow({ url: 'http://bookchat.test', api: { listChanges } });
  sync.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(listChanges).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(POLL_INTERVAL_MS - 1);
  expect(listChanges).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(listChanges).toHaveBeenCalledTimes(2);
});

test('the page hears at each poll what the reader is by now, also where nothing is new', async () => {
  const server = await startServer();
  let isNew = true;
  const tellOfStanding: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    return isNew
      ? Response.json({ ...(await response.json()), standing: 'one' })
      : new Response(null, { status: 304 });
  };
  const onStanding = vi.fn();
  const sync = follow({ url: server.url, fetch: tellOfStanding, onStanding });
  sync.resume();
  await isOnline(sync);
  isNew = false;
  sync.nudge();
  await vi.waitFor(() => expect(onStanding.mock.calls).toEqual([['one'], ['one']]));
});
