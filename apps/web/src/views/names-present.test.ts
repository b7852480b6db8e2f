import type { Person } from '@bookchat/shared';
import { expect, test } from 'vitest';
import { aRoom } from '../../test/a-room.ts';
import { ALICE, BOB, CAROL, plans, someone } from '../../test/rooms-desk.ts';
import { createStore } from '../lib/store.ts';
import type { Chat } from '../stores/chat.ts';
import { namesPresent } from './names-present.ts';

const EVERYONE = [someone(ALICE, 'alice'), someone(BOB, 'bob'), someone(CAROL, 'carol')];

function chat(present: readonly string[], people: readonly Person[] = EVERYONE) {
  const sync = createStore({ present }) as unknown as Chat['sync'];
  return { people: createStore(people), sync, viewer: { id: ALICE, name: 'alice', role: 'member' } as const };
}

test('whoever looks is here, and those who poll', () => {
  expect(namesPresent(chat([]), aRoom())).toEqual(['alice']);
  expect(namesPresent(chat([CAROL, ALICE]), aRoom())).toEqual(['alice', 'carol']);
});

test('in a room that not everybody sees, only those in it are here', () => {
  expect(namesPresent(chat([BOB, CAROL]), plans())).toEqual(['alice', 'bob']);
});

test('of a room that is not known yet, everybody may be in it', () => {
  expect(namesPresent(chat([BOB]), undefined)).toEqual(['alice', 'bob']);
});

test('before names are known, nobody is named', () => {
  expect(namesPresent(chat([BOB], []), aRoom())).toBeNull();
});
