import { describe, expect, it } from 'vitest';
import * as shared from './index.ts';
import {
  closeAdminSession,
  type Endpoint,
  listMessages,
  type Message,
  makeBackup,
  markRead,
  messageSchema,
  PROBLEMS,
  postMessage,
  problemSchema,
  signOut,
} from './index.ts';

const MESSAGE: Message = {
  id: '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f',
  room: 'general',
  author: 'alice',
  author_id: null,
  content: 'hello',
  created_at: '2026-11-20T17:16:41.123Z',
  edited_at: null,
  git_commit_hash: null,
  synced: false,
};

/** How far one has read is said as often as one reads, and nobody is kept from signing out. */
const MUST_GET_THROUGH: ReadonlySet<Endpoint> = new Set([markRead, signOut, closeAdminSession]);

const endpoints = (Object.values(shared) as unknown[]).filter(isEndpoint);

describe('the endpoints', () => {
  it('have a method and a path that no other has', () => {
    const names = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(names.length).toBeGreaterThan(8);
    expect(new Set(names).size).toBe(names.length);
  });

  it.for(endpoints)(
    '$method $path limits what writes, and asks for the right where it administers',
    (endpoint) => {
      if (endpoint.method !== 'GET' && !MUST_GET_THROUGH.has(endpoint))
        expect(['write', 'sign_in', 'admin', 'backup']).toContain(endpoint.limit);
      // Whoever has a session, or only believes so, may end it.
      if (endpoint.path.startsWith('/api/system/') && endpoint !== closeAdminSession)
        expect(['monitor', 'admin', 'owner']).toContain(endpoint.access);
      if (endpoint.openInDevelopment === true && endpoint !== makeBackup) expect(endpoint.method).toBe('GET');
      for (const code of endpoint.problems) expect(PROBLEMS[code].status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('a post', () => {
  it('says general where nothing is said', () => {
    expect(postMessage.body.parse({ content: ' hello ' })).toEqual({
      content: 'hello',
      room: 'general',
    });
  });

  it('refuses fields that it does not know', () => {
    expect(postMessage.body.safeParse({ content: 'hello', synced: true }).success).toBe(false);
  });
});

describe('a query for history', () => {
  it('asks for 50 messages of general where nothing is said', () => {
    expect(listMessages.query.parse({})).toEqual({ room: 'general', limit: 50 });
  });

  it('takes the limit as the text that an address holds', () => {
    expect(listMessages.query.parse({ limit: '20' })).toMatchObject({ limit: 20 });
    for (const limit of ['', '0', '201', '1.5', 'x', 'Infinity', '-1'])
      expect(listMessages.query.safeParse({ limit }).success, limit).toBe(false);
  });
});

describe('a message', () => {
  it('has all of its fields, and passes over those of a newer server', () => {
    expect(messageSchema.parse(MESSAGE)).toEqual(MESSAGE);
    expect(messageSchema.parse({ ...MESSAGE, reactions: [] })).toEqual(MESSAGE);
    const { edited_at: _, ...incomplete } = MESSAGE;
    expect(messageSchema.safeParse(incomplete).success).toBe(false);
  });
});

describe('a problem', () => {
  it('has a code of the closed list', () => {
    const problem = { type: '/docs#id_taken', title: 'x', status: 409, detail: 'x', code: 'id_taken' };
    expect(problemSchema.safeParse(problem).success).toBe(true);
    expect(problemSchema.safeParse({ ...problem, code: 'surprise' }).success).toBe(false);
  });
});

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
