import { type Access, type Endpoint, fillPath, PROBLEMS } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { BY_TOKEN, invite, startWithOwner } from '../../../test/accounts-test.ts';
import { createClock } from '../../../test/create-clock.ts';
import { makeKey } from '../../../test/make-key.ts';
import { readDocument } from '../../../test/read-document.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';

/** Whom each rule lets in, where the method decides as well. */
const RULES: Readonly<Record<Access, readonly string[]>> = {
  public: [],
  reader: ['guest', 'member', 'admin', 'owner', 'owner of yesterday', 'key read'],
  member: ['member', 'admin', 'owner', 'owner of yesterday', 'key write'],
  monitor: ['admin', 'owner', 'owner of yesterday', 'admin token', 'key monitor', 'key admin'],
  admin: ['admin', 'owner', 'owner of yesterday', 'admin token', 'key admin'],
  owner: ['owner', 'owner of yesterday', 'admin token'],
};

const LET_IN = 'let in';
/** Of those whom a rule lets in, how whoever has not just signed in is refused. */
const NEVER_FRESH: Readonly<Record<string, string>> = {
  'owner of yesterday': 'recent_sign_in_needed',
  'key read': 'scope_needed',
  'key write': 'scope_needed',
  'key admin': 'scope_needed',
};
const REFUSALS = new Set([
  'sign_in_needed',
  'role_needed',
  'admin_required',
  'scope_needed',
  'recent_sign_in_needed',
  'key_refused',
]);

const it = base.extend('callers', async ({ start }) => {
  const clock = createClock();
  const { server, owner: early } = await startWithOwner(start, { RATE_LIMIT_MAX_ADMIN: '100000' }, { clock });
  clock.jump(86_400_000);
  const callers: Record<string, Readonly<Record<string, string>>> = {
    nobody: {},
    'owner of yesterday': early.headers,
    'admin token': BY_TOKEN,
    'wrong session': { cookie: `bookchat_session=${'x'.repeat(43)}` },
  };
  for (const role of ['guest', 'member', 'admin'] as const)
    callers[role] = (await invite(server, `a ${role}`, role)).headers;
  const { people } = server.app;
  const second = await invite(server, 'olga', 'admin');
  await people.writing(() => {
    const olga = people.find(second.me.id);
    if (olga !== undefined) people.update(olga, { role: 'owner' });
  });
  callers['owner'] = second.headers;
  for (const scope of ['read', 'write', 'monitor', 'admin'] as const)
    callers[`key ${scope}`] = (await makeKey(server, scope)).headers;
  return { server, callers };
});

describe('every route', () => {
  it('lets in whom its rule names, and nobody else', { timeout: 120_000 }, async ({
    callers: { server, callers },
  }) => {
    const found: string[] = [];
    const expected: string[] = [];
    for (const endpoint of server.app.endpoints)
      for (const [name, headers] of Object.entries(callers)) {
        const who = `${nameOf(endpoint)} by ${name}: `;
        found.push(who + (await refusalOf(server, endpoint, headers)));
        expected.push(who + expectedFor(endpoint, name));
      }
    expect(found).toEqual(expected);
  });

  it('has a rule, and is in the document with it', async ({ callers: { server } }) => {
    const { operations } = await readDocument(server);
    const documented = operations.map(({ method, path }) => `${method} ${path}`);
    for (const endpoint of server.app.endpoints) {
      expect(Object.keys(RULES)).toContain(endpoint.access);
      expect(documented).toContain(nameOf(endpoint).replaceAll(/:(\w+)/g, '{$1}'));
    }
    expect(documented).toHaveLength(server.app.endpoints.length);
  });
});

/** @returns how it is to be refused. */
function expectedFor({ access, fresh, method }: Endpoint, name: string): string {
  if (access === 'public') return LET_IN;
  const isIn = RULES[access].includes(access === 'member' && method === 'GET' ? toReader(name) : name);
  if (isIn) return fresh === true ? (NEVER_FRESH[name] ?? LET_IN) : LET_IN;
  if (name === 'nobody' || name === 'wrong session') return 'sign_in_needed';
  if (name.startsWith('key')) return 'scope_needed';
  if (name === 'admin token') return 'sign_in_needed';
  return 'role_needed';
}

/** A key that reads stands for one that writes where nothing is written, and the other way round. */
function toReader(name: string): string {
  return { 'key read': 'key write', 'key write': 'key read' }[name] ?? name;
}

/** A query and a body that fit nothing: whoever is let in is told of those, and nothing happens. */
async function refusalOf(
  server: TestServer,
  endpoint: Endpoint,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const path = fillPath(endpoint, { id: 'x', name: 'x' } as never);
  const received = await send(server, {
    method: endpoint.method,
    path: endpoint.access === 'public' ? path : `${path}?nonsense=1`,
    headers,
    ...(endpoint.method === 'GET' ? {} : { body: { nonsense: true } }),
  });
  if (received.status < 400) return LET_IN;
  const { code } = JSON.parse(received.text) as { code: keyof typeof PROBLEMS };
  expect(Object.keys(PROBLEMS)).toContain(code);
  return REFUSALS.has(code) ? code : LET_IN;
}

function nameOf({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}
