import {
  API_KEY_SCOPES,
  type ApiKeyScope,
  type Endpoint,
  fillPath,
  listKeys,
  listMessages,
  livez,
  openAdminSession,
  postMessage,
  readAdminSession,
  readStats,
  revokeKey,
  rotateKey,
} from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { makeKey, toHeaders } from '../../../test/make-key.ts';
import { asAdmin } from '../../../test/restore.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

const DAY_MS = 86_400_000;
const UNKNOWN = `bk_${'0'.repeat(12)}_${'A'.repeat(43)}`;

const it = base.extend('clock', () => createClock()).extend('parts', ({ clock }) => ({ clock }));

describe('an API key', () => {
  it('has the form that secret scanners look for, and 256 random bits', async ({ server }) => {
    const first = await makeKey(server, 'read');
    const second = await makeKey(server, 'read');
    for (const { secret, key } of [first, second])
      expect(secret).toMatch(new RegExp(`^bk_${key.id}_[0-9A-Za-z]{43}$`));
    expect(first.secret.slice(-43)).not.toBe(second.secret.slice(-43));
  });

  it.for(API_KEY_SCOPES)(
    'with the scope %s opens just what that names, of all that is served',
    async (scope, { start }) => {
      const server = await start.server({ RATE_LIMIT_MAX_SIGN_INS: '100000' });
      const { headers } = await makeKey(server, scope);
      const served = server.app.endpoints.filter((endpoint) => endpoint !== openAdminSession);
      expect(served.length).toBeGreaterThan(20);
      for (const endpoint of served) {
        const refused = await isRefused(server, endpoint, headers);
        const name = `${endpoint.method} ${endpoint.path}`;
        expect({ name, refused }).toEqual({ name, refused: !opens(scope, endpoint) });
      }
    },
  );

  it('that lacks a scope is told which', async ({ server }) => {
    const { headers } = await makeKey(server, 'read', 'monitor');
    const posted = await callRefused(server, postMessage, { headers, body: { content: 'hello' } });
    expect(posted.body).toMatchObject({ code: 'scope_needed', status: 403 });
    expect(posted.body.detail).toBe(
      'This needs a key with the scope "write"; the one that was sent has the scopes read, monitor.',
    );
    const listed = await callRefused(server, revokeKey, { headers, params: { id: '000000000000' } });
    expect(listed.body.detail).toContain('the scope "admin"');
  });

  it('says who it is to the server, and is exchanged for no session', async ({ server }) => {
    const { headers, key } = await makeKey(server, 'admin');
    const { body } = await call(server, readAdminSession, { headers });
    expect(body).toEqual({ via: 'key', expires_at: key.expires_at, fresh_until: null });
    const refused = await callRefused(server, openAdminSession, { headers });
    expect(refused.body.code).toBe('admin_required');
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  it('counts alone where a session is shown as well', async ({ server }) => {
    const opened = await call(server, openAdminSession, { headers: asAdmin });
    const cookie = opened.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
    const { headers } = await makeKey(server, 'read');
    const { body } = await callRefused(server, readStats, { headers: { ...headers, cookie } });
    expect(body.code).toBe('scope_needed');
  });
});

describe('a key that is not taken', () => {
  it.for([
    UNKNOWN,
    'bk_',
    'bk_short',
    `${UNKNOWN}x`,
    UNKNOWN.replace('_A', '_ü'),
    `bk_${'0'.repeat(12)}_${'-'.repeat(43)}`,
  ])('is refused on every route, also where nobody needs one: %s', async (token, { server }) => {
    for (const endpoint of [livez, listMessages, readStats, listKeys]) {
      const received = await send(server, { path: endpoint.path, headers: toHeaders(encodeURI(token)) });
      expect([endpoint.path, received.status]).toEqual([endpoint.path, 401]);
      expect(JSON.parse(received.text)).toMatchObject({ code: 'key_refused' });
    }
  });

  it('is refused in the same words whether there is such an id or not', async ({ server }) => {
    const { key } = await makeKey(server, 'read');
    const [known, unknown] = await Promise.all(
      [`bk_${key.id}_${'A'.repeat(43)}`, UNKNOWN].map((token) =>
        callRefused(server, listMessages, { headers: toHeaders(token) }),
      ),
    );
    expect(known?.body).toEqual(unknown?.body);
    expect(known?.headers['www-authenticate']).toBe('Bearer realm="bookchat", error="invalid_token"');
  });

  it('is told that it was revoked, if its secret is right', async ({ server }) => {
    const { key, headers } = await makeKey(server, 'read');
    await call(server, listMessages, { headers });
    await call(server, revokeKey, { headers: asAdmin, params: { id: key.id } });
    const { body } = await callRefused(server, listMessages, { headers });
    expect(body.detail).toContain('was revoked at 2026-11-20T12:00:00.000Z');
    const wrong = { headers: toHeaders(`bk_${key.id}_${'A'.repeat(43)}`) };
    expect((await callRefused(server, listMessages, wrong)).body.detail).toContain('is not known');
  });

  it('is told that it has ended, to the moment', async ({ server, clock }) => {
    const { headers } = await makeKey(server, 'read');
    clock.jump(90 * DAY_MS - 1);
    await call(server, listMessages, { headers });
    clock.jump(1);
    const { body } = await callRefused(server, listMessages, { headers });
    expect(body).toMatchObject({ code: 'key_refused', detail: expect.stringContaining('has ended at') });
  });

  it('is limited like a wrong admin token, while the right ones go on', async ({ server }) => {
    const good = await makeKey(server, 'read');
    const wrong = { headers: toHeaders(UNKNOWN) };
    for (let count = 0; count < 10; count++)
      expect((await callRefused(server, listMessages, wrong)).body.code).toBe('key_refused');
    expect((await callRefused(server, listMessages, wrong)).body).toMatchObject({
      code: 'rate_limited',
      status: 429,
    });
    const admin = await callRefused(server, readAdminSession, { headers: asAdmin });
    expect(admin.body.code, 'nor is the admin token guessed beside').toBe('rate_limited');
    expect(await call(server, listMessages, { headers: good.headers })).toMatchObject({ status: 200 });
  });

  it('does not use up tries once it has ended, as its program asks again and again', async ({ server }) => {
    const { key, headers } = await makeKey(server, 'read');
    await call(server, revokeKey, { headers: asAdmin, params: { id: key.id } });
    for (let count = 0; count < 12; count++)
      expect((await callRefused(server, listMessages, { headers })).body.code).toBe('key_refused');
    expect(await call(server, readAdminSession, { headers: asAdmin })).toMatchObject({ status: 200 });
  });
});

describe('a rotation', () => {
  it('keeps the secret from before for the overlap, and an even older one not at all', async ({
    server,
    clock,
  }) => {
    const first = await makeKey(server, 'read');
    const rotate = async () => {
      const { body } = await call(server, rotateKey, { headers: asAdmin, params: { id: first.key.id } });
      return body;
    };
    const second = await rotate();
    expect(second.key).toMatchObject({ rotations: 1, previous_valid_until: '2026-11-21T12:00:00.000Z' });
    const ask = async (secret: string) =>
      (await send(server, { path: listMessages.path, headers: toHeaders(secret) })).status;
    expect([await ask(first.secret), await ask(second.secret)]).toEqual([200, 200]);
    const third = await rotate();
    expect([await ask(first.secret), await ask(second.secret), await ask(third.secret)]).toEqual([
      401, 200, 200,
    ]);
    clock.jump(DAY_MS);
    expect([await ask(second.secret), await ask(third.secret)]).toEqual([401, 200]);
    const { body } = await callRefused(server, listMessages, { headers: toHeaders(second.secret) });
    expect(body.detail).toContain('got a new secret');
  });

  it('without overlap ends the secret from before at once', async ({ server }) => {
    const { key, headers } = await makeKey(server, 'read');
    const { body } = await call(server, rotateKey, {
      headers: asAdmin,
      params: { id: key.id },
      body: { overlap_hours: 0 },
    });
    expect(body.key.previous_valid_until).toBeNull();
    expect((await callRefused(server, listMessages, { headers })).body.code).toBe('key_refused');
    expect(await call(server, listMessages, { headers: toHeaders(body.secret) })).toMatchObject({
      status: 200,
    });
  });

  it('under traffic loses no request', async ({ server }) => {
    const { key, secret } = await makeKey(server, 'write');
    const current = { secret };
    const statuses: number[] = [];
    const done = { yet: false };
    const program = async () => {
      while (!done.yet) {
        const received = await send(server, {
          method: 'POST',
          path: postMessage.path,
          headers: { ...toHeaders(current.secret), 'content-type': 'application/json' },
          body: JSON.stringify({ content: 'hello' }),
        });
        statuses.push(received.status);
      }
    };
    const programs = Array.from({ length: 8 }, program);
    for (let rotation = 0; rotation < 5; rotation++) {
      await expect.poll(() => statuses.length).toBeGreaterThan((rotation + 1) * 40);
      const { body } = await call(server, rotateKey, { headers: asAdmin, params: { id: key.id } });
      const seen = statuses.length;
      await expect.poll(() => statuses.length).toBeGreaterThan(seen + 10);
      current.secret = body.secret;
      await expect.poll(() => statuses.length).toBeGreaterThan(seen + 30);
    }
    done.yet = true;
    await Promise.all(programs);
    expect(new Set(statuses)).toEqual(new Set([201]));
  });
});

/** Whether a request without anything else right is refused for its key. */
async function isRefused(
  server: TestServer,
  endpoint: Endpoint,
  headers: { readonly authorization: string },
): Promise<boolean> {
  const path = fillPath(endpoint, { id: 'x', name: 'x' } as never);
  const received = await send(server, { method: endpoint.method, path, headers });
  expect(received.status, `${endpoint.method} ${path}`).not.toBe(401);
  return received.status === 403 && received.text.includes('"scope_needed"');
}

function opens(scope: ApiKeyScope, { access, method }: Endpoint): boolean {
  if (access === 'public') return true;
  if (access === 'owner') return false;
  if (access === 'reader') return scope === 'read';
  if (access === 'member') return scope === (method === 'GET' ? 'read' : 'write');
  return scope === 'admin' || (scope === 'monitor' && access === 'monitor');
}
