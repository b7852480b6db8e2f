import { listChanges, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';

const ALLOWED = 'https://app.example.org';
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  path: postMessage.path,
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  },
});

describe('an origin that CORS_ORIGINS names', () => {
  it.override('env', { CORS_ORIGINS: ALLOWED });

  it('is told before it writes what it may send', async ({ server }) => {
    const { status, headers } = await send(server, preflight(ALLOWED));
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ALLOWED,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type, if-none-match',
      'access-control-max-age': '600',
    });
  });

  it('may read the answer and its limits, but never with a cookie', async ({ server }) => {
    const { headers } = await call(server, listChanges, { headers: { origin: ALLOWED } });
    expect(headers).toMatchObject({
      'access-control-allow-origin': ALLOWED,
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(headers['access-control-expose-headers']).toContain('ratelimit-remaining');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['vary']).toMatch(/origin/i);
  });

  it('may read that nothing is new', async ({ server }) => {
    const first = await call(server, listChanges, { headers: { origin: ALLOWED } });
    const idle = await call(server, listChanges, {
      query: { since: first.body?.cursor },
      headers: { origin: ALLOWED, 'if-none-match': String(first.headers.etag) },
    });
    expect(idle).toMatchObject({ status: 304, headers: { 'access-control-allow-origin': ALLOWED } });
  });

  it('may read a refusal', async ({ server }) => {
    const { headers } = await callRefused(server, postMessage, { body: {}, headers: { origin: ALLOWED } });
    expect(headers['access-control-allow-origin']).toBe(ALLOWED);
  });
});

describe('any other origin', () => {
  it.override('env', { CORS_ORIGINS: ALLOWED });

  it.for(['https://evil.example', 'null', `${ALLOWED}.evil.example`])(
    'is not let in as %s',
    async (origin, { server }) => {
      const { headers } = await send(server, preflight(origin));
      expect(headers['access-control-allow-origin']).toBeUndefined();
      const read = await call(server, listChanges, { headers: { origin } });
      expect(read.headers['access-control-allow-origin']).toBeUndefined();
      expect(read.headers['cross-origin-resource-policy']).toBe('same-origin');
    },
  );
});

describe('where CORS_ORIGINS is not set', () => {
  it('lets no origin in', async ({ server }) => {
    const { headers } = await send(server, preflight(ALLOWED));
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});
