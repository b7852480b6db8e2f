import type { Message } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { archiveStatus, HASH } from '../../test/archive-status.ts';
import type { CommitsState } from '../stores/commits.ts';
import type { Silence } from '../stores/identity.ts';
import type { OutboxEntry } from '../stores/outbox.ts';
import { toTimeline } from './to-timeline.ts';

const NO_COMMITS: CommitsState = { place: null, checked: new Set() };

const message = (id: string, author: string, created_at: string, more: Partial<Message> = {}): Message => ({
  id,
  author,
  created_at,
  room: 'general',
  content: id,
  edited_at: null,
  author_id: null,
  git_commit_hash: null,
  synced: false,
  ...more,
});

const entry = (id: string, created_at: string): OutboxEntry => ({
  id,
  created_at,
  room: 'general',
  author: 'alice',
  content: id,
  delivery: { kind: 'sending' },
});

const timeline = (
  messages: Message[],
  pending: OutboxEntry[] = [],
  arrivals: Message[] = [],
  commits = NO_COMMITS,
) => toTimeline({ messages, pending, arrivals, commits, isOwn: ({ author }) => author === 'alice' });

const leading = (messages: Message[]) =>
  timeline(messages).flatMap((item) => (item.kind === 'message' && item.leads ? [item.key] : []));

test('messages of one author within five minutes stand together', () => {
  expect(
    leading([
      message('a', 'bob', '2026-11-20T12:00:00.000Z'),
      message('b', 'bob', '2026-11-20T12:05:00.000Z'),
      message('c', 'bob', '2026-11-20T12:10:00.001Z'),
      message('d', 'carol', '2026-11-20T12:10:01.000Z'),
      message('e', 'bob', '2026-11-20T12:10:02.000Z'),
    ]),
  ).toEqual(['a', 'c', 'd', 'e']);
});

test('a new day has a heading, and begins a group, by the clock of the reader', () => {
  const items = timeline([
    message('a', 'bob', '2026-11-20T22:59:00.000Z'),
    message('b', 'bob', '2026-11-20T23:01:00.000Z'),
  ]);
  expect(items.map(({ key }) => key)).toEqual(['day-2026-11-20', 'a', 'day-2026-11-21', 'b']);
});

test('a clock that went back brings a day again, under a key of its own', () => {
  const keys = timeline([
    message('a', 'bob', '2026-11-20T12:00:00.000Z'),
    message('b', 'bob', '2026-11-21T12:00:00.000Z'),
    message('c', 'bob', '2026-11-20T12:00:00.000Z'),
  ]).map(({ key }) => key);
  expect(new Set(keys).size).toBe(6);
});

test('what is kept out of the repository has a receipt of its own', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const items = timeline([message('a', 'alice', at, { kept_here: true })]);
  expect(items.at(-1)).toMatchObject({ receipt: { kind: 'kept' } });
});

test('where it changes whether what is written goes into the repository, a line says so, and a group begins', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const kept = { kept_here: true } as const;
  const items = timeline(
    [
      message('a', 'bob', at, kept),
      message('b', 'bob', at, kept),
      message('c', 'bob', at),
      message('d', 'bob', at, kept),
    ],
    [entry('e', at), entry('f', at)],
  );
  expect(items.map(({ key }) => key)).toEqual([
    'day-2026-11-20',
    'a',
    'b',
    'turn-c',
    'c',
    'turn-d',
    'd',
    'e',
    'f',
  ]);
  expect(items).toContainEqual({ kind: 'turn', key: 'turn-c', goesIn: true });
  expect(items).toContainEqual({ kind: 'turn', key: 'turn-d', goesIn: false });
  expect(items.flatMap((item) => (item.kind === 'message' && item.leads ? [item.key] : []))).toEqual([
    'a',
    'c',
    'd',
    'e',
  ]);
});

test('only own messages have a receipt, and it says how far they came', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const items = timeline(
    [
      message('a', 'bob', at),
      message('b', 'alice', at),
      message('c', 'alice', at, { git_commit_hash: HASH, synced: true }),
    ],
    [entry('d', at)],
  );
  expect(items.flatMap((item) => (item.kind === 'message' ? [item.receipt] : []))).toEqual([
    null,
    { kind: 'saved' },
    { kind: 'archived', hash: HASH, place: null, address: null, checked: false },
    { kind: 'sending' },
  ]);
});

test('a receipt says where its commit is, and whether it was checked', () => {
  const archived = message('a', 'alice', '2026-11-20T12:00:00.000Z', { git_commit_hash: HASH, synced: true });
  const commits = { place: archiveStatus().place, checked: new Set([HASH]) };
  const address = `https://github.com/acme/conversation/commit/${HASH}`;
  expect(timeline([archived], [], [], commits)[1]).toMatchObject({
    receipt: { kind: 'archived', hash: HASH, place: 'github', address, checked: true },
  });
});

test('a pending message that history holds by now stands there, and once', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const items = timeline([message('a', 'alice', at)], [entry('a', at)]);
  expect(items.map(({ key }) => key)).toEqual(['day-2026-11-20', 'a']);
});

test('what came live is fresh, what was read from history is not', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const old = message('a', 'bob', at);
  const arrived = message('b', 'bob', at);
  const items = timeline([old, arrived], [], [arrived]);
  expect(items.flatMap((item) => (item.kind === 'message' ? [item.fresh] : []))).toEqual([false, true]);
});

test('an edited message says so', () => {
  const at = '2026-11-20T12:00:00.000Z';
  expect(timeline([message('a', 'bob', at, { edited_at: at })])[1]).toMatchObject({ edited: true });
});

test('what is pending is own, under whatever name it was written', () => {
  const [, item] = timeline([], [{ ...entry('a', '2026-11-20T12:00:00.000Z'), author: 'bob' }]);
  expect(item).toMatchObject({ own: true, receipt: { kind: 'sending' } });
});

test('a message that waits since yesterday stands at the end of today', () => {
  const today = message('a', 'bob', '2026-11-20T12:00:00.000Z');
  const keys = timeline([today], [entry('b', '2026-11-19T12:00:00.000Z')]).map(({ key }) => key);
  expect(keys).toEqual(['day-2026-11-20', 'a', 'b']);
});

test('a pending message that is the first of its day begins it', () => {
  const yesterday = message('a', 'bob', '2026-11-19T12:00:00.000Z');
  const keys = timeline([yesterday], [entry('b', '2026-11-20T12:00:00.000Z')]).map(({ key }) => key);
  expect(keys).toEqual(['day-2026-11-19', 'a', 'day-2026-11-20', 'b']);
});

test('where a room begins to go into the repository, or ceases to, a line stands above the first message', () => {
  const at = (minute: number) => `2026-11-20T12:0${minute}:00.000Z`;
  const kept = (id: string, minute: number): Message => ({
    ...message(id, 'bob', at(minute)),
    kept_here: true,
  });
  const items = timeline(
    [kept('a', 0), message('b', 'bob', at(1)), message('c', 'bob', at(2)), kept('d', 3)],
    [entry('e', at(4))],
  );
  expect(items.map(({ key }) => key)).toEqual([
    'day-2026-11-20',
    'a',
    'turn-b',
    'b',
    'c',
    'turn-d',
    'd',
    'e',
  ]);
  expect(items.flatMap((item) => (item.kind === 'turn' ? [item.goesIn] : []))).toEqual([true, false]);
  expect(items.flatMap((item) => (item.kind === 'message' && item.leads ? [item.key] : []))).toEqual([
    'a',
    'b',
    'd',
    'e',
  ]);
});

test('authors of whom there is more to be seen are told by their ids, but for oneself', () => {
  const by = (id: string, author: string, author_id: string | null) => ({
    ...message(id, author, '2026-11-20T12:00:00.000Z'),
    author_id,
  });
  const items = toTimeline({
    messages: [by('a', 'bob', 'b'), by('b', 'bot', 'key'), by('c', 'carol', null), by('d', 'alice', 'a')],
    pending: [],
    arrivals: [],
    commits: NO_COMMITS,
    isOwn: ({ author }) => author === 'alice',
    hasCard: (id) => id !== 'key',
  });
  expect(items.flatMap((item) => (item.kind === 'message' ? [item.authorId] : []))).toEqual([
    'b',
    null,
    null,
    null,
  ]);
});

test('what was refused is not to be tried again by whoever may not write, who is told why', () => {
  const failed = { kind: 'failed', reason: 'The server cannot be reached.' } as const;
  const pending = [{ ...entry('a', '2026-11-20T12:00:00.000Z'), delivery: failed }];
  const receiptFor = (silence: Silence | null) => {
    const source = { messages: [], arrivals: [], pending, commits: NO_COMMITS, isOwn: () => true };
    return toTimeline({ ...source, silence }).find((item) => item.kind === 'message')?.receipt;
  };
  expect(receiptFor(null)).toEqual(failed);
  expect(receiptFor({ kind: 'guest' })).toEqual({ ...failed, isHopeless: true });
  expect(receiptFor({ kind: 'muted', until: '2026-11-20T13:00:00.000Z', reason: 'Shouting' })).toEqual({
    kind: 'failed',
    reason: 'You may not write now. The reason: “Shouting”.',
    isHopeless: true,
  });
});
