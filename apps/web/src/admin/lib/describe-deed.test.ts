import type { AuditEntry } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { describeDeed } from './describe-deed.ts';

const ENTRY: AuditEntry = {
  id: 1,
  at: '2026-11-20T12:00:00.000Z',
  actor: 'alice',
  action: 'person.suspended',
  target: 'bob',
  details: {},
};

test.each([
  [{}, 'alice suspended bob'],
  [{ actor: 'command line' }, 'Somebody at the command line suspended bob'],
  [
    { actor: 'this machine', action: 'backup.made', target: '2026-11-20' },
    'Somebody at the machine itself made backup 2026-11-20',
  ],
  [{ action: 'key.made', target: 'report' }, 'alice made the key report'],
  [{ target: '$& and $1' }, 'alice suspended $& and $1'],
  [{ target: null }, 'alice suspended somebody'],
  [{ action: 'GET /new' }, 'alice did “GET /new” to bob'],
  [{ action: 'GET /new', target: null }, 'alice did “GET /new”'],
  [{ action: 'person.renamed', details: { from: 'Alice' } }, 'alice was called Alice before'],
  [
    { action: 'person.role_changed', details: { from: 'member', to: 'admin' } },
    'alice changed the role of bob from member to admin',
  ],
  [
    { action: 'person.joined', details: { role: 'guest', link: '1', invited_by: null } },
    'alice joined as guest',
  ],
  [
    { action: 'name.assigned', target: 'al', details: { from: null, to: 'bob' } },
    'alice said that the name al was bob’s',
  ],
  [
    { action: 'name.assigned', target: 'al', details: { from: 'bob', to: null } },
    'alice took the name al back from bob',
  ],
  [
    { action: 'name.released', target: 'al', details: { from: 'bob' } },
    'alice let others have the name al, which bob had',
  ],
  [
    { actor: 'admin token', action: 'admin_token.read', target: 'GET /api/system/keys' },
    'Whoever has the admin token looked at GET /api/system/keys (noted once an hour)',
  ],
  [{ action: 'person.joined' }, 'alice joined as "unknown"'],
])('%o reads "%s"', (more, sentence) => {
  expect(describeDeed({ ...ENTRY, ...more })).toEqual({ sentence, details: '' });
});

test.each([
  [{ reason: 'spam', messages: 'hide' }, '“spam”, messages hidden'],
  [{ messages: 'keep' }, 'messages stay'],
  [{ role: 'guest', note: 'Carol', max_uses: 3 }, 'as guest, “Carol”, uses: 3'],
  [{ invited_by: 'alice', note: '', link: '1' }, 'invited by alice'],
  [{ id: '4k8xw0c2m7qd', scopes: ['read', 'write'] }, 'scopes: read, write'],
  [{ enabled: { from: true, to: false } }, 'enabled: from true to false'],
  [{ new_thing: 3 }, 'new thing: 3'],
  [{ role: 'member', rooms: [] }, 'as member'],
  [{ title: 'Harbour', is_closed: true }, 'title: Harbour, closed'],
])('%o is said behind it as "%s"', (details, words) => {
  expect(describeDeed({ ...ENTRY, details }).details).toBe(words);
});

test('moments are told by the reader’s own clock', () => {
  const { details } = describeDeed({ ...ENTRY, details: { until: '2026-11-20T12:00:00.000Z' } });
  expect(details).toMatch(/^until 20 November 2026, \d+:\d\d/);
});

test.for([
  [['general', 'harbour'], 'as guest, into general, harbour'],
  [[], 'as guest'],
] as const)('an invite into %j says so', ([rooms, details]) => {
  const entry = { ...ENTRY, action: 'invite.made', details: { role: 'guest', note: '', rooms: [...rooms] } };
  expect(describeDeed(entry).details).toBe(details);
});
