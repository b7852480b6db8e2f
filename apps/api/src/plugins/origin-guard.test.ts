import { closeAdminSession, listMessages, openAdminSession, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { it } from '../../test/server-test.ts';

const body = { content: 'hello' };

describe('a write from a page', () => {
  it.for([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['this host over https', { origin: 'https://localhost' }],
    ['no origin that it would name', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }],
    ['another site, which hides its origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ] as const)('is refused from %s', async ([, headers], { server }) => {
    const refusal = await callRefused(server, postMessage, { body, headers });
    expect(refusal.body).toMatchObject({ code: 'origin_not_allowed', status: 403 });
    expect((await call(server, listMessages)).body.messages).toEqual([]);
  });

  it('is taken from its own origin', async ({ server }) => {
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect(await call(server, postMessage, { body, headers })).toMatchObject({ status: 201 });
  });

  it('is taken from a person who typed the address', async ({ server }) => {
    const headers = { 'sec-fetch-site': 'none' };
    expect(await call(server, postMessage, { body, headers })).toMatchObject({ status: 201 });
  });

  it('is taken from a program that names no origin', async ({ server }) => {
    expect(await call(server, postMessage, { body })).toMatchObject({ status: 201 });
  });

  it('is refused on every route that writes', async ({ server }) => {
    const headers = { origin: 'https://evil.example' };
    for (const endpoint of [openAdminSession, closeAdminSession]) {
      const refusal = await callRefused(server, endpoint, { headers });
      expect(refusal.body.code).toBe('origin_not_allowed');
    }
  });

  it('may read, since the browser keeps the answer from a foreign page', async ({ server }) => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await call(server, listMessages, { headers });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('a write from an origin that the operator named', () => {
  it.override('env', {
    CORS_ORIGINS: 'https://app.example.org, https://two.example.org',
    ALLOW_OPEN_ACCESS: 'yes',
    PUBLIC_URL: 'https://chat.example.org/',
  });

  it.for(['https://app.example.org', 'https://two.example.org', 'https://chat.example.org'])(
    'is taken from %s',
    async (origin, { server }) => {
      const headers = { origin, 'sec-fetch-site': 'cross-site' };
      expect(await call(server, postMessage, { body, headers })).toMatchObject({ status: 201 });
    },
  );

  it('is refused from the twin of its own address that has no TLS', async ({ server }) => {
    const headers = { host: 'chat.example.org', origin: 'http://chat.example.org' };
    expect((await callRefused(server, postMessage, { body, headers })).body.code).toBe('origin_not_allowed');
    const https = { ...headers, origin: 'https://chat.example.org' };
    expect(await call(server, postMessage, { body, headers: https })).toMatchObject({ status: 201 });
    const local = { origin: server.url };
    expect(await call(server, postMessage, { body, headers: local })).toMatchObject({ status: 201 });
  });

  it.for(['http://app.example.org', 'https://app.example.org.evil.example', 'https://example.org'])(
    'is refused from %s, which only looks like it',
    async (origin, { server }) => {
      const refusal = await callRefused(server, postMessage, { body, headers: { origin } });
      expect(refusal.body.code).toBe('origin_not_allowed');
    },
  );
});
