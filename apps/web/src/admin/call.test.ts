import type { listAlerts, listTasks, readHealth, revokeKey, testAlerts } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { createCall } from './call.ts';

/** What is asked of a server that always gives one answer. */
function callWith(answer: () => Response) {
  const requests: Request[] = [];
  const call = createCall('http://chat.example', async (input, init) => {
    requests.push(new Request(input, init));
    init?.signal?.throwIfAborted();
    return answer();
  });
  return { call, requests };
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const problem = (body: string, status: number, headers: Record<string, string> = {}) =>
  new Response(body, {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  });

test('what was chosen goes into the address, and what was not stays out of it', async () => {
  const { call, requests } = callWith(() => json({}));
  await call<typeof listAlerts>('GET', '/api/system/alerts', {
    query: { state: undefined, limit: 20 } as never,
  });
  await call<typeof revokeKey>('DELETE', '/api/system/keys/:id', { params: { id: 'a/b' } });
  expect(requests.map(({ url }) => url)).toEqual([
    'http://chat.example/api/system/alerts?limit=20',
    'http://chat.example/api/system/keys/a%2Fb',
  ]);
});

test('a body is sent as JSON, and a token as the header that it is exchanged by', async () => {
  const { call, requests } = callWith(() => json({}));
  await call<typeof testAlerts>('POST', '/api/system/alerts/test', {
    body: { channel: 'log' },
    token: 'once',
    isLong: true,
  });
  const [request] = requests;
  expect(request?.headers.get('content-type')).toBe('application/json');
  expect(request?.headers.get('authorization')).toBe('Bearer once');
  expect(await request?.json()).toEqual({ channel: 'log' });
});

test.each([
  ['an answer', () => json({ tasks: [] }), { tasks: [] }],
  [
    'the health of a server that is unwell',
    () => json({ status: 'unhealthy' }, 503),
    { status: 'unhealthy' },
  ],
  ['an answer without a body', () => new Response(null, { status: 204 }), undefined],
])('%s is handed over', async (_, answer, expected) => {
  const { call } = callWith(answer);
  expect(await call<typeof readHealth>('GET', '/api/system/health')).toEqual(expected);
});

const REFUSED = { kind: 'refused', code: null, detail: null, retryAfterMs: 0 };

test.each([
  [
    'a refusal with its reason',
    () => problem('{"code":"rate_limited","detail":"Too many."}', 429, { 'retry-after': '40' }),
    { kind: 'refused', status: 429, code: 'rate_limited', detail: 'Too many.', retryAfterMs: 40_000 },
  ],
  ['a refusal that cannot be read', () => problem('{', 500), { ...REFUSED, status: 500 }],
  [
    'a refusal that names a day',
    () => problem('{}', 503, { 'retry-after': 'Fri, 20 Nov 2026 12:00:00 GMT' }),
    { ...REFUSED, status: 503 },
  ],
  ['a refusal of a proxy', () => new Response('Bad gateway', { status: 502 }), { ...REFUSED, status: 502 }],
  ['a page of somebody else', () => new Response('<p>Log in</p>'), { kind: 'garbled' }],
  [
    'an answer that breaks off',
    () => new Response('{"ta', { headers: { 'content-type': 'application/json' } }),
    { kind: 'garbled' },
  ],
  [
    'a server that is away',
    () => {
      throw new TypeError('Failed to fetch');
    },
    { kind: 'unreachable' },
  ],
])('%s is told as what it is', async (_, answer, failure) => {
  const { call } = callWith(answer);
  await expect(call<typeof listTasks>('GET', '/api/system/tasks')).rejects.toMatchObject({ failure });
});

test('what nobody waits for any more ends with the reason of that', async () => {
  const { call } = callWith(() => json({}));
  const signal = AbortSignal.abort(new Error('left'));
  await expect(call<typeof listTasks>('GET', '/api/system/tasks', { signal })).rejects.toThrow('left');
});
