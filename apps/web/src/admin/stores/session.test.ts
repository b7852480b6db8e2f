import { test as base, expect, onTestFinished } from 'vitest';
import { ACCOUNTS, invite, type SignedInPerson, startWithOwner } from '../../../../api/test/accounts-test.ts';
import {
  startTestServer,
  TEST_ADMIN_TOKEN,
  type TestServer,
} from '../../../../api/test/start-test-server.ts';
import { type Call, createCall } from '../call.ts';
import { createSession, type Session, type SessionState } from './session.ts';

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
  session: async ({ server }, use) => use(sessionAt(createCall(server.url, fetchWithCookies()))),
});

function sessionAt(call: Call): Session {
  const session = createSession(call);
  onTestFinished(session.stop);
  return session;
}

/** What a browser does with the cookie that it is given. */
function fetchWithCookies(cookie = ''): typeof fetch {
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
  expect(session.get()).toEqual({ kind: 'signed-out', wasIn: false, mode: 'open' });
});

test('the token opens the page, and the cookie keeps it open', async ({ session }) => {
  await session.look();
  await session.signIn(TEST_ADMIN_TOKEN);
  expect(session.get()).toEqual({ kind: 'open', via: 'session', mode: 'open', me: null });
  await session.look();
  expect(session.get()).toEqual({ kind: 'open', via: 'session', mode: 'open', me: null });
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
  expect(session.get()).toEqual({ kind: 'signed-out', wasIn: true, mode: 'open' });
});

test('a server that is away is said to be away', async ({ server, session }) => {
  await server.close();
  await session.look();
  expect(session.get()).toEqual({ kind: 'away', reason: 'The server cannot be reached.' });
});

/** A server with accounts, its owner, and a member. */
async function startWithAccounts(role: 'admin' | 'member' = 'member') {
  const { server, owner } = await startWithOwner({ server: startTestServer });
  onTestFinished(() => server.close());
  return { server, owner, member: await invite(server, 'bob', role) };
}

function sessionOf(server: TestServer, { headers }: SignedInPerson): Session {
  return sessionAt(createCall(server.url, fetchWithCookies(headers.cookie)));
}

/** What the session is, once the server has said so. */
function settled(session: Session): Promise<SessionState> {
  return new Promise((resolve) => session.subscribe((state) => state.kind !== 'asking' && resolve(state)));
}

test('where nobody is signed in, the page knows that there are accounts', async () => {
  const server = await startTestServer(ACCOUNTS);
  onTestFinished(() => server.close());
  const session = sessionAt(createCall(server.url, fetchWithCookies()));
  await session.look();
  expect(session.get()).toEqual({ kind: 'signed-out', wasIn: false, mode: 'accounts' });
});

test('an owner comes in by their account, and goes by it', async () => {
  const { server, owner } = await startWithAccounts();
  const session = sessionOf(server, owner);
  await session.look();
  expect(session.get()).toMatchObject({ kind: 'open', via: 'person', mode: 'accounts', me: owner.me });
  expect(await session.isFresh(new Date())).toBe(true);
  expect(await session.isFresh(new Date(Date.now() + 600_000))).toBe(false);
  await session.signOut();
  expect(session.get()).toEqual({ kind: 'signed-out', wasIn: false, mode: 'accounts' });
  expect(await session.isFresh(new Date()), 'nobody is signed in').toBe(false);
});

test('a member is told apart from a stranger, and comes in by the token alone', async () => {
  const { server, member } = await startWithAccounts();
  const session = sessionAt(createCall(server.url, keepBoth(member.headers.cookie)));
  await session.look();
  expect(session.get()).toMatchObject({ kind: 'too-low', me: { name: 'bob', role: 'member' } });
  await session.signIn(TEST_ADMIN_TOKEN);
  expect(session.get()).toEqual({ kind: 'open', via: 'session', mode: 'accounts', me: null });
  expect(await session.isFresh(new Date())).toBe(true);
  expect(await session.isFresh(new Date(Date.now() + 600_000)), 'the token was given long ago').toBe(false);
  await session.signOut();
  expect(session.get()).toMatchObject({ kind: 'too-low', me: { name: 'bob' } });
});

test('without accounts the token is not asked for again, while its session lasts', async ({ server }) => {
  const fetch = fetchWithCookies();
  const session = createSession(createCall(server.url, fetch));
  await session.signIn(TEST_ADMIN_TOKEN);
  expect(await session.isFresh(new Date(Date.now() + 600_000))).toBe(true);
  await fetch(`${server.url}/api/system/session`, { method: 'DELETE' });
  expect(await session.isFresh(new Date()), 'it was ended elsewhere').toBe(false);
  await server.close();
  await expect(session.isFresh(new Date())).rejects.toMatchObject({ failure: { kind: 'unreachable' } });
});

test('whoever loses the role is told so', async () => {
  const { server, member } = await startWithAccounts('admin');
  const { people } = server.app;
  const session = sessionOf(server, member);
  await session.look();
  await people.writing(() => people.update(people.find(member.me.id) ?? fail(), { role: 'member' }));
  session.lose();
  expect(await settled(session)).toMatchObject({
    kind: 'too-low',
    wasIn: true,
    me: { name: 'bob', role: 'member' },
  });
});

test('whoever was signed out elsewhere has to come again', async () => {
  const { server, owner } = await startWithAccounts();
  const { people } = server.app;
  const session = sessionOf(server, owner);
  await session.look();
  await people.writing(() => people.sessions.endAllOf(owner.me.id));
  session.lose();
  expect(await settled(session)).toEqual({ kind: 'signed-out', wasIn: true, mode: 'accounts' });
});

test('what the server says anew is taken, and what it says again is no change', async () => {
  const { server, member } = await startWithAccounts('admin');
  const { people } = server.app;
  const session = sessionOf(server, member);
  const states: SessionState['kind'][] = [];
  await session.look();
  session.subscribe(({ kind }) => states.push(kind));
  session.check();
  await people.writing(() => people.update(people.find(member.me.id) ?? fail(), { role: 'owner' }));
  session.check();
  await expect.poll(session.get).toMatchObject({ kind: 'open', me: { role: 'owner' } });
  expect(states).toEqual(['open']);
  await people.writing(() => people.sessions.endAllOf(member.me.id));
  session.check();
  await expect.poll(session.get).toMatchObject({ kind: 'signed-out', wasIn: true });
  session.check();
  await session.signIn(TEST_ADMIN_TOKEN);
  expect(session.get()).toMatchObject({ kind: 'open', via: 'session' });
});

test('while the server cannot be reached all stays as it is, and it is asked until it can', async () => {
  const { server, owner } = await startWithAccounts();
  let isAway = false;
  const reach = fetchWithCookies(owner.headers.cookie);
  const session = sessionAt(
    createCall(server.url, (...request) => (isAway ? Promise.reject(new TypeError()) : reach(...request))),
  );
  await session.look();
  await server.app.people.writing(() => server.app.people.sessions.endAllOf(owner.me.id));
  isAway = true;
  session.lose();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.get()).toMatchObject({ kind: 'open' });
  isAway = false;
  await expect.poll(session.get, { timeout: 5_000 }).toMatchObject({ kind: 'signed-out', wasIn: true });
});

test('a page that does not know yet where it stands looks, and does not check', async ({ session }) => {
  session.check();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.get()).toEqual({ kind: 'asking' });
});

test('an answer from before one came in changes nothing', async ({ server }) => {
  const held: (() => void)[] = [];
  let holds = false;
  const reach = fetchWithCookies();
  const session = sessionAt(
    createCall(server.url, async (input, init) => {
      const answer = reach(input, init);
      if (holds && init?.method === 'GET') await new Promise<void>((resolve) => held.push(resolve));
      return answer;
    }),
  );
  await session.look();
  holds = true;
  session.check();
  await expect.poll(() => held.length).toBe(1);
  held[0]?.();
  // It has been refused by now, and is not told yet.
  await expect.poll(() => held.length).toBe(2);
  await session.signIn(TEST_ADMIN_TOKEN);
  held[1]?.();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.get()).toMatchObject({ kind: 'open', via: 'session' });
});

/** The cookie of an account, and that of the token once there is one. */
function keepBoth(account: string): typeof fetch {
  let token = '';
  return async (input, init) => {
    const headers = { ...(init?.headers as Record<string, string>), cookie: `${account}; ${token}` };
    const response = await fetch(input, { ...init, headers });
    token = response.headers.getSetCookie()[0]?.split(';')[0] ?? token;
    return response;
  };
}

function fail(): never {
  throw new Error('There is nobody of that id.');
}
