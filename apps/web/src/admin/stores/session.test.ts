import { test as base, expect } from 'vitest';
import {
  startTestServer,
  TEST_ADMIN_TOKEN,
  type TestServer,
} from '../../../../api/test/start-test-server.ts';
import { createCall } from '../call.ts';
import { createSession, type Session } from './session.ts';

interface Fixtures {
  server: TestServer;
  session: Session;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  server: async ({}, use) => {
    const server = await startTestServer();
    await use(server);
    await server.close();
  },
  session: async ({ server }, use) => use(createSession(createCall(server.url, fetchWithCookies()))),
});

/** What a browser does with the cookie that it is given. */
function fetchWithCookies(): typeof fetch {
  let cookie = '';
  return async (input, init) => {
    const headers = { ...(init?.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(input, { ...init, headers });
    const given = response.headers.getSetCookie()[0];
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    return response;
  };
}

test('without the right one is asked to sign in', async ({ session }) => {
  await session.look();
  expect(session.get()).toEqual({ kind: 'signed-out', wasIn: false });
});

test('the token opens the page, and the cookie keeps it open', async ({ session }) => {
  await session.look();
  await session.signIn(TEST_ADMIN_TOKEN);
  expect(session.get()).toEqual({ kind: 'open', via: 'session' });
  await session.look();
  expect(session.get()).toEqual({ kind: 'open', via: 'session' });
});

test('a wrong token is refused, and changes nothing', async ({ session }) => {
  await session.look();
  await expect(session.signIn('not-the-token')).rejects.toMatchObject({ failure: { status: 401 } });
  expect(session.get().kind).toBe('signed-out');
});

test('whoever signs out is out', async ({ session }) => {
  await session.signIn(TEST_ADMIN_TOKEN);
  await session.signOut();
  await session.look();
  expect(session.get().kind).toBe('signed-out');
});

test('a session that the server forgot is lost, once', async ({ session }) => {
  await session.signIn(TEST_ADMIN_TOKEN);
  session.lose();
  session.lose();
  expect(session.get()).toEqual({ kind: 'signed-out', wasIn: true });
});

test('a server that is away is said to be away', async ({ server, session }) => {
  await server.close();
  await session.look();
  expect(session.get()).toEqual({ kind: 'away', reason: 'The server cannot be reached.' });
});
