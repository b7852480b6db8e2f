import type { Person } from '@bookchat/shared';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { person } from '../../test/signed-in.ts';
import type { Call } from '../admin/call.ts';
import { avatar } from '../components/avatar.ts';
import { createStore } from '../lib/store.ts';
import type { Chat } from '../stores/chat.ts';
import { followPeople } from './follow-people.ts';

const HASH = 'a'.repeat(64);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp({ viewer = person() as Chat['viewer'], fails = false } = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  let known: Person[] = [person({ id: 'alice', name: 'alice', avatar: HASH })];
  let isFailing = fails;
  let asked = 0;
  const call = (async () => {
    asked += 1;
    if (isFailing) throw new Error('unreachable');
    return { people: known };
  }) as unknown as Call;
  const people = createStore<readonly Person[]>([]);
  const rooms = createStore({ rooms: [] as { people: string[] | null }[] });
  const sync = createStore({ present: [] as readonly string[] });
  const ask = followPeople({ viewer, people, rooms, sync } as unknown as Chat, call, leaving.signal);
  return {
    people,
    rooms,
    sync,
    ask,
    asked: () => asked,
    know: (...next: Person[]) => {
      known = next;
      isFailing = false;
    },
    leave: () => leaving.abort(),
    settle: () => vi.advanceTimersByTimeAsync(0),
  };
}

test('people are asked for at the start, and wear their pictures until the page goes', async () => {
  const { people, settle, leave, asked } = setUp();
  const face = avatar('alice');
  document.body.append(face);
  await settle();
  expect(people.get().map(({ name }) => name)).toEqual(['alice']);
  expect(face.querySelector('img')).not.toBeNull();
  leave();
  expect(face.querySelector('img')).toBeNull();
  expect(asked()).toBe(1);
});

test('they are asked for again when somebody unknown comes or is in a room, and once for each', async () => {
  const { sync, rooms, settle, asked } = setUp();
  await settle();
  sync.set({ present: ['alice'] });
  await settle();
  expect(asked(), 'alice is known').toBe(1);
  sync.set({ present: ['alice', 'bob'] });
  await settle();
  expect(asked()).toBe(2);
  rooms.set({ rooms: [{ people: ['bob'] }, { people: null }] });
  await settle();
  expect(asked(), 'bob has been removed, it seems').toBe(2);
  rooms.set({ rooms: [{ people: ['carol'] }] });
  await settle();
  expect(asked()).toBe(3);
});

test('those who come and go bring the list anew once a minute at most', async () => {
  const { sync, settle, asked } = setUp();
  await settle();
  sync.set({ present: ['alice'] });
  await settle();
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  sync.set({ ...sync.get() });
  await settle();
  expect(asked(), 'nobody came or went').toBe(1);
  sync.set({ present: [] });
  await settle();
  expect(asked()).toBe(2);
});

test('it can be asked for, not twice at a time, and what failed is asked for again', async () => {
  const { ask, know, people, rooms, settle, asked } = setUp({ fails: true });
  ask();
  await settle();
  expect(asked()).toBe(1);
  know(person({ id: 'bob', name: 'bob' }));
  rooms.set({ rooms: [{ people: ['bob'] }] });
  await settle();
  expect(people.get().map(({ name }) => name)).toEqual(['bob']);
  ask();
  await settle();
  expect(asked()).toBe(3);
});

test('where nobody signs in there is nobody to ask for', async () => {
  const { ask, settle, asked } = setUp({ viewer: null });
  ask();
  await settle();
  expect(asked()).toBe(0);
});
