import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect } from 'vitest';
import { type Sending, send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';
import { writeWebApp } from '../../test/write-web-app.ts';

/** As SECURITY promises it, word for word. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; " +
  "font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'";

const JSON_ANSWERS: readonly Sending[] = [
  { path: '/api/messages' },
  { path: '/api/changes' },
  { path: '/livez' },
  { path: '/api/openapi.json' },
  { method: 'POST', path: '/api/messages', body: { content: 'hello' } },
];
const REFUSALS: readonly Sending[] = [
  { path: '/nowhere' },
  { path: '/%zz' },
  { method: 'PUT', path: '/livez' },
  { method: 'POST', path: '/api/messages', body: {} },
  { method: 'POST', path: '/api/messages', body: '{' },
  { path: '/livez', headers: { host: 'evil.example' } },
  { method: 'POST', path: '/api/messages', headers: { origin: 'null' } },
  { path: '/api/system/session' },
];
const describeSending = ({ method = 'GET', path }: Sending) => `${method} ${path}`;
const named = (sendings: readonly Sending[]) =>
  sendings.map((sending) => [describeSending(sending), sending] as const);

describe('an answer of the API', () => {
  it.for(named([...JSON_ANSWERS, ...REFUSALS]))(
    'to %s has the fixed headers',
    async ([, sending], { server }) => {
      const { headers } = await send(server, sending);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-powered-by'] ?? headers['server']).toBeUndefined();
    },
  );

  it('names its request, each by an id of its own', async ({ server }) => {
    const answers = await Promise.all([1, 2, 3].map(() => send(server, { path: '/livez' })));
    const ids = answers.map(({ headers }) => headers['x-request-id']);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-z]+$/);
  });

  it('keeps no request id that the caller made up', async ({ server }) => {
    const { headers } = await send(server, {
      path: '/livez',
      headers: { 'x-request-id': 'mine', 'request-id': 'mine' },
    });
    expect(headers['x-request-id']).not.toBe('mine');
  });
});

describe('a page', () => {
  it.for(['/', '/nowhere'])('at %s has the policy of pages', async (path, { folder, start }) => {
    const site = await start.server({}, { webRoot: writeWebApp(folder) });
    const { headers } = await send(site, { path, headers: { accept: 'text/html' } });
    expect(directives(headers)).toEqual(PAGE_POLICY.split('; '));
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': expect.any(String),
    });
    expect(headers['permissions-policy']).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('of the documentation runs no script', async ({ server }) => {
    const { headers } = await send(server, { path: '/docs' });
    expect(directives(headers)).toEqual([
      "default-src 'none'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'x-content-type-options': 'nosniff',
    });
  });
});

describe('a server that is reached over TLS', () => {
  it.for([
    ['production', { NODE_ENV: 'production', ALLOW_OPEN_ACCESS: 'yes' }],
    ['an https PUBLIC_URL', { ALLOW_OPEN_ACCESS: 'yes', PUBLIC_URL: 'https://chat.example.org' }],
  ] as const)('tells browsers to stay there: %s', async ([, env], { folder, start }) => {
    const site = await start.server(env, { webRoot: writeWebApp(folder) });
    for (const path of ['/', '/livez', '/nowhere']) {
      const { headers } = await send(site, { path });
      expect(headers['strict-transport-security'], path).toBe('max-age=31536000');
    }
  });

  it('does not say so in production behind a PUBLIC_URL of http', async ({ start }) => {
    const server = await start.server({
      NODE_ENV: 'production',
      ALLOW_OPEN_ACCESS: 'yes',
      PUBLIC_URL: 'http://chat.local',
    });
    const { headers } = await send(server, { path: '/livez' });
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

function directives(headers: IncomingHttpHeaders): string[] {
  return String(headers['content-security-policy'])
    .split(';')
    .map((directive) => directive.trim());
}
