import { expect, onTestFinished, test } from 'vitest';
import { startTestServer } from '../../api/test/start-test-server.ts';
import { createApiClient } from './api-client.ts';
import { ApiError, hasCode, reasonOf, retryAfterMs } from './api-error.ts';

const NEVER = new AbortController().signal;

const answering = (body: string, init?: ResponseInit) =>
  createApiClient('http://bookchat.test', () => Promise.resolve(new Response(body, init)));

async function startServer(env?: Record<string, string>) {
  const server = await startTestServer(env);
  onTestFinished(() => server.close());
  return createApiClient(server.url);
}

test('a repeated post is told from a first one', async () => {
  const api = await startServer();
  const body = { id: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f', author: 'alice', content: 'hello' };
  const first = await api.postMessage(body);
  expect(first).toMatchObject({ repeated: false, message: { content: 'hello', synced: false } });
  expect(await api.postMessage(body)).toEqual({ message: first.message, repeated: true });
});

test('a poll that finds nothing new brings null', async () => {
  const api = await startServer();
  const start = await api.listChanges(null, NEVER);
  expect(start).toMatchObject({ changes: [], has_more: false });
  const first = await api.listChanges(start, NEVER);
  expect(await api.listChanges(first ?? start, NEVER)).toBeNull();
});

test("a refusal carries the server's code and its sentence", async () => {
  const api = await startServer();
  const failure = await api.listMessages({ room: 'nowhere' }, NEVER).catch((error: unknown) => error);
  expect(hasCode(failure, 'room_not_found')).toBe(true);
  expect(hasCode(failure, 'cursor_expired')).toBe(false);
  expect(reasonOf(failure)).toMatch(/room/);
  expect(retryAfterMs(failure)).toBe(0);
});

test('a limited client learns how long to stay away', async () => {
  const api = await startServer({ RATE_LIMIT_MAX_REQUESTS: '1' });
  await api.postMessage({ author: 'alice', content: 'one' });
  const failure = await api.postMessage({ author: 'alice', content: 'two' }).catch((error: unknown) => error);
  expect(hasCode(failure, 'rate_limited')).toBe(true);
  expect(retryAfterMs(failure)).toBeGreaterThan(0);
});

test('a sign-in page in between is not taken for an answer', async () => {
  const portal = answering('<!doctype html><title>Hotel network</title>', {
    headers: { 'content-type': 'text/html' },
  });
  await expect(portal.listMessages({}, NEVER)).rejects.toThrow('Something else answered.');
});

test('an answer of another shape is not taken for an answer', async () => {
  await expect(answering('{"messages":[{"id":1}]}').listMessages({}, NEVER)).rejects.toMatchObject({
    failure: { kind: 'garbled' },
  });
});

test("a proxy's error says its status", async () => {
  const proxy = answering('Bad gateway', {
    status: 502,
    headers: { 'retry-after': 'Fri, 20 Nov 2026 17:00:00 GMT' },
  });
  const failure = await proxy.listChanges(null, NEVER).catch((error: unknown) => error);
  expect(reasonOf(failure)).toBe('The server answered with an error (502).');
  expect(retryAfterMs(failure)).toBe(0);
});

test('a server that is away is said to be', async () => {
  const away = createApiClient('http://bookchat.test', () => Promise.reject(new TypeError('refused')));
  await expect(away.listMessages({}, NEVER)).rejects.toEqual(new ApiError({ kind: 'unreachable' }));
});

test('a caller who leaves gets back the own reason', async () => {
  const leaving = AbortSignal.abort(new Error('left the page'));
  const api = createApiClient('http://bookchat.test', () =>
    Promise.reject(new DOMException('gone', 'AbortError')),
  );
  await expect(api.listMessages({}, leaving)).rejects.toThrow('left the page');
});

test('a mistake of the page itself is not blamed on the server', () => {
  expect(reasonOf(new TypeError('undefined is not a function'))).toBe(
    'Something went wrong on this page. Reload it.',
  );
  expect(retryAfterMs(new TypeError('x'))).toBe(0);
});
