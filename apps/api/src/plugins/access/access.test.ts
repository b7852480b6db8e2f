import { closeAdminSession, openAdminSession, readAdminSession } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { it } from '../../../test/server-test.ts';
import { TEST_ADMIN_TOKEN } from '../../../test/start-test-server.ts';

const RIGHT = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const WRONG = { authorization: 'Bearer wrong' };
const WEEK_MS = 7 * 24 * 3_600_000;

describe('the admin right', () => {
  it.for([openAdminSession, readAdminSession])(
    'is needed for $method $path',
    async (endpoint, { server }) => {
      const { body, headers } = await callRefused(server, endpoint);
      expect(body).toMatchObject({ code: 'admin_required', status: 401 });
      expect(headers['www-authenticate']).toBe('Bearer realm="bookchat"');
    },
  );

  it.for([
    'Bearer wrong',
    'Bearer',
    `Basic ${TEST_ADMIN_TOKEN}`,
    TEST_ADMIN_TOKEN,
    `Bearer ${TEST_ADMIN_TOKEN}x`,
    `Bearer ${TEST_ADMIN_TOKEN.slice(0, -1)}`,
    `Bearer ${TEST_ADMIN_TOKEN.toUpperCase()}`,
    `Bearer ${TEST_ADMIN_TOKEN} x`,
  ])('is not shown by %s', async (authorization, { server }) => {
    const { body } = await callRefused(server, readAdminSession, { headers: { authorization } });
    expect(body.code).toBe('admin_required');
    expect(JSON.stringify(body)).not.toContain(TEST_ADMIN_TOKEN);
  });

  it('is shown by the token', async ({ server }) => {
    const { body } = await call(server, readAdminSession, { headers: RIGHT });
    expect(body).toEqual({ via: 'token', expires_at: null, fresh_until: null });
  });

  it('is not looked at any more after ten wrong tokens, also by the right one', async ({ server }) => {
    await useUpTokens(server);
    const refusal = await callRefused(server, readAdminSession, { headers: RIGHT });
    expect(refusal.body).toMatchObject({ code: 'rate_limited', status: 429 });
    const other = await call(server, readAdminSession, { headers: RIGHT, from: '127.0.0.2' });
    expect(other.body.via, 'another address is not held to it').toBe('token');
  });

  it('is asked for again when the window of the wrong tokens ends', async ({ start }) => {
    const server = await start.server({ RATE_LIMIT_WINDOW_SECONDS: '600' });
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      await useUpTokens(server);
      vi.advanceTimersByTime(200_000);
      const { headers, body } = await callRefused(server, readAdminSession, { headers: RIGHT });
      expect(body.detail).toContain('in 400 s');
      expect(headers).toMatchObject({
        'retry-after': '400',
        'ratelimit-limit': '10',
        'ratelimit-remaining': '0',
        'ratelimit-reset': '400',
      });
      vi.advanceTimersByTime(400_000);
      expect(await call(server, readAdminSession, { headers: RIGHT })).toMatchObject({ status: 200 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not guessed more often by a network that has many addresses', async ({ start }) => {
    const server = await start.server({ ALLOW_OPEN_ACCESS: 'yes', TRUSTED_PROXIES: '127.0.0.1' });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let net = 0; net < 80; net++)
      await callRefused(server, readAdminSession, {
        headers: { ...WRONG, ...from(`2001:db8:7:${net.toString(16)}::1`) },
      });
    const inside = { headers: { ...RIGHT, ...from('2001:db8:7:ffff::1') } };
    expect((await callRefused(server, readAdminSession, inside)).body.code).toBe('rate_limited');
    const outside = { headers: { ...RIGHT, ...from('2001:db8:8::1') } };
    expect(await call(server, readAdminSession, outside)).toMatchObject({ status: 200 });
  });

  it('is not lost by a session when others guess from its address', async ({ server }) => {
    const headers = { cookie: cookieOf(await call(server, openAdminSession, { headers: RIGHT })) };
    await useUpTokens(server);
    expect((await call(server, readAdminSession, { headers })).body.via).toBe('session');
  });

  it('is not lost by the machine itself when wrong tokens came from it', async ({ start }) => {
    const server = await start.server({ NODE_ENV: 'development' });
    await useUpTokens(server);
    expect((await call(server, readAdminSession)).body.via).toBe('local');
  });

  it('is not lost by asking without a token', async ({ server }) => {
    for (let count = 0; count < 12; count++) await callRefused(server, readAdminSession);
    expect(await call(server, readAdminSession, { headers: RIGHT })).toMatchObject({ status: 200 });
  });
});

describe('an admin session', () => {
  it('is opened with the token, used by its cookie, and given back', async ({ server }) => {
    const opened = await call(server, openAdminSession, { headers: RIGHT });
    const headers = { cookie: cookieOf(opened) };
    expect(opened).toMatchObject({ status: 201, body: { via: 'session' } });
    expect((await call(server, readAdminSession, { headers })).body).toEqual(opened.body);
    const closed = await call(server, closeAdminSession, { headers });
    expect(closed.status).toBe(204);
    expect(setCookieOf(closed)).toMatch(/^bookchat_admin=; .*Expires=Thu, 01 Jan 1970/);
    expect((await callRefused(server, readAdminSession, { headers })).body.code).toBe('admin_required');
  });

  it('lasts a week at most', async ({ server }) => {
    const before = Date.now();
    const { body } = await call(server, openAdminSession, { headers: RIGHT });
    const lasts = Date.parse(String(body.expires_at)) - before;
    expect(lasts).toBeGreaterThanOrEqual(WEEK_MS);
    expect(lasts).toBeLessThan(WEEK_MS + 60_000);
  });

  it('has a cookie that scripts cannot read, without Secure over plain HTTP', async ({ server }) => {
    const cookie = setCookieOf(await call(server, openAdminSession, { headers: RIGHT }));
    const [pair, ...attributes] = cookie.split('; ');
    expect(pair).toMatch(/^bookchat_admin=[\w-]{43}$/);
    expect(attributes.toSorted()).toEqual([
      expect.stringMatching(/^Expires=/),
      'HttpOnly',
      'Path=/',
      'SameSite=Lax',
    ]);
  });

  it('has a __Host- cookie with Secure where PUBLIC_URL says https', async ({ start }) => {
    const server = await start.server({ ALLOW_OPEN_ACCESS: 'yes', PUBLIC_URL: 'https://chat.example.org' });
    const cookie = setCookieOf(await call(server, openAdminSession, { headers: RIGHT }));
    const [pair, ...attributes] = cookie.split('; ');
    expect(pair).toMatch(/^__Host-bookchat_admin=[\w-]{43}$/);
    expect(attributes.toSorted()).toEqual([
      expect.stringMatching(/^Expires=/),
      'HttpOnly',
      'Path=/',
      'SameSite=Lax',
      'Secure',
    ]);
  });

  it('is another one each time', async ({ server }) => {
    const first = await call(server, openAdminSession, { headers: RIGHT });
    const second = await call(server, openAdminSession, { headers: RIGHT });
    expect(cookieOf(first)).not.toBe(cookieOf(second));
  });

  it.for(['bookchat_admin=made-up', 'bookchat_admin=', 'other=1', '=;;='])(
    'is not shown by %s',
    async (cookie, { server }) => {
      const { body } = await callRefused(server, readAdminSession, { headers: { cookie } });
      expect(body.code).toBe('admin_required');
    },
  );

  it('is not traded for another one by its cookie', async ({ server }) => {
    const cookie = cookieOf(await call(server, openAdminSession, { headers: RIGHT }));
    const { body, headers } = await callRefused(server, openAdminSession, { headers: { cookie } });
    expect(body).toMatchObject({ code: 'admin_required', status: 401 });
    expect(headers['set-cookie']).toBeUndefined();
    const again = await call(server, openAdminSession, { headers: { ...RIGHT, cookie } });
    expect(again.status, 'with the token it is opened anew').toBe(201);
  });

  it('is not opened a second time by its cookie from another site', async ({ server }) => {
    const cookie = cookieOf(await call(server, openAdminSession, { headers: RIGHT }));
    const { body } = await callRefused(server, openAdminSession, {
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(body.code).toBe('origin_not_allowed');
  });

  it('is given back by someone without one, to no effect', async ({ server }) => {
    expect(await call(server, closeAdminSession)).toMatchObject({ status: 204 });
  });
});

describe('a request from the machine itself', () => {
  it('may read without the right in development', async ({ start }) => {
    const server = await start.server({ NODE_ENV: 'development' });
    expect((await call(server, readAdminSession)).body).toEqual({
      via: 'local',
      expires_at: null,
      fresh_until: null,
    });
  });

  it('may not open a session without the right', async ({ start }) => {
    const server = await start.server({ NODE_ENV: 'development' });
    expect((await callRefused(server, openAdminSession)).body.code).toBe('admin_required');
  });

  it('may not read with a wrong token', async ({ start }) => {
    const server = await start.server({ NODE_ENV: 'development' });
    expect((await callRefused(server, readAdminSession, { headers: WRONG })).body.code).toBe(
      'admin_required',
    );
  });

  it.for(['production', 'test'])('may not read without the right in %s', async (environment, { start }) => {
    const server = await start.server({ NODE_ENV: environment, AUTH_MODE: 'open', ALLOW_OPEN_ACCESS: 'yes' });
    expect((await callRefused(server, readAdminSession)).body.code).toBe('admin_required');
  });

  it.for([
    ['under another name', { host: 'chat.example.org' }],
    ['through a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['through a proxy that names itself', { forwarded: 'for=203.0.113.7' }],
  ] as const)('may not read without the right %s', async ([, headers], { start }) => {
    const server = await start.server({ NODE_ENV: 'development', ALLOW_OPEN_ACCESS: 'yes' });
    expect((await callRefused(server, readAdminSession, { headers })).body.code).toBe('admin_required');
  });
});

async function useUpTokens(server: { url: string }): Promise<void> {
  for (let count = 0; count < 10; count++) await callRefused(server, readAdminSession, { headers: WRONG });
}

type Headers = { readonly headers: { readonly 'set-cookie'?: string[] | undefined } };

function setCookieOf({ headers }: Headers): string {
  return headers['set-cookie']?.[0] ?? '';
}

function cookieOf(answer: Headers): string {
  return setCookieOf(answer).split(';', 1)[0] ?? '';
}
