import type { Message } from '@bookchat/shared';
import { expect, onTestFinished, test } from 'vitest';
import { aRoom } from '../../test/a-room.ts';
import { ALICE, BOB } from '../../test/rooms-desk.ts';
import { createStore } from '../lib/store.ts';
import { BEGINNING, createHistory } from '../stores/history.ts';
import { type UnreadRoom, whereNewsBegan } from './where-news-began.ts';

const isOwn: UnreadRoom['isOwn'] = ({ author_id }) => author_id === ALICE;

/** A room with so many messages of bob's, one each minute after twelve. */
function messages(count: number): Message[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index + 1}`,
    created_at: minute(index + 1),
    room: 'general',
    author: 'bob',
    author_id: BOB,
    content: 'hello',
    edited_at: null,
    git_commit_hash: null,
    synced: false,
  }));
}

function minute(at: number): string {
  return new Date(Date.UTC(2026, 10, 20, 12, at)).toISOString();
}

/** Alice comes into a room of these messages in which she has never read one. */
async function come(
  all: readonly Message[],
  more: Parameters<typeof aRoom>[0],
  given: Partial<UnreadRoom> = {},
) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { signal } = leaving;
  const asked: number[] = [];
  const history = createHistory(
    'general',
    {
      async listMessages({ before, limit = 50 }: { before?: string; limit?: number }) {
        asked.push(limit);
        const end = before === undefined ? all.length : all.findIndex(({ id }) => id === before);
        const start = Math.max(0, end - limit);
        return { messages: all.slice(start, end), has_more: start > 0 };
      },
    },
    isOwn,
  );
  await history.loadNewest(signal);
  asked.length = 0;
  const people = createStore([{ id: ALICE, created_at: minute(0) }]);
  const room = { ...aRoom(more), hasNews: true, isNew: false };
  return {
    asked,
    history,
    people,
    find: whereNewsBegan({ room, history, isOwn, people, ownId: ALICE, signal, ...given }),
  };
}

test('as many are unread as were counted, those of others', async () => {
  const all = messages(45);
  const own = all.map((each) => (each.id === 'm30' ? { ...each, author: 'alice', author_id: ALICE } : each));
  const { find, asked } = await come(own, { unread: 40 });
  expect(await find).toBe('m4');
  expect(asked).toEqual([]);
});

test('what came since they were counted is no part of them', async () => {
  const all = messages(45);
  const { find } = await come(all, { unread: 10, last_message: { ...(all[42] as Message), excerpt: '' } });
  expect(await find).toBe('m33');
});

test('where all of the room is unread, they begin at its beginning', async () => {
  expect(await (await come(messages(40), { unread: 40 })).find).toBe(BEGINNING);
  expect(await (await come(messages(131), { unread: 100 })).find).toBe(BEGINNING);
});

test('more than are counted are all that came since the reader was let in, or has an account', async () => {
  const bob = { by: BOB, at: minute(20) };
  const letIn = await come(messages(151), { unread: 100, let_in: bob });
  expect(await letIn.find).toBe('m20');
  expect(letIn.asked).toEqual([200]);
  const people = createStore<readonly { id: string; created_at: string }[]>([]);
  const standing = await come(messages(151), { unread: 100 }, { people });
  people.set([{ id: ALICE, created_at: minute(60) }]);
  expect(await standing.find).toBe('m60');
  expect(
    await (
      await come(
        messages(120),
        { unread: 100 },
        { people: createStore([{ id: BOB, created_at: minute(9) }]) },
      )
    ).find,
  ).toBe(BEGINNING);
});

test('where nobody signs in, more than are counted are all there are', async () => {
  expect(await (await come(messages(120), { unread: 100 }, { ownId: null })).find).toBe(BEGINNING);
});

test('beyond two thousand nobody looks on', async () => {
  const { find, asked } = await come(messages(2_500), { unread: 100 });
  expect(await find).toBe('m451');
  expect(asked).toHaveLength(10);
});
