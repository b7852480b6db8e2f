import type { Person, Room } from '@bookchat/shared';
import { onTestFinished } from 'vitest';
import { createCall } from '../src/admin/call.ts';
import { h } from '../src/lib/h.ts';
import { createStore } from '../src/lib/store.ts';
import { createDeeds } from '../src/rooms/deeds.ts';
import type { RoomsDesk } from '../src/rooms/desk.ts';
import type { Chat } from '../src/stores/chat.ts';
import { createReadMarks } from '../src/stores/read-marks.ts';
import { createRooms } from '../src/stores/rooms.ts';
import type { Viewer } from '../src/stores/viewer.ts';
import { aRoom } from './a-room.ts';
import { type FakeAnswers, fakeServer } from './fake-server.ts';
import { memoryStorage } from './memory-storage.ts';
import { person } from './signed-in.ts';

export const ALICE = '01931e2f-7c1a-7cc3-98c4-000000000001';
export const BOB = '01931e2f-7c1a-7cc3-98c4-000000000002';
export const CAROL = '01931e2f-7c1a-7cc3-98c4-000000000003';

const PEOPLE = [someone(ALICE, 'alice'), someone(BOB, 'bob'), someone(CAROL, 'carol')];

export function someone(id: string, name: string, more: Partial<Person> = {}): Person {
  return { ...person(), id, name, ...more };
}

/** A private room of alice and bob that alice runs. */
export function plans(more: Partial<Room> = {}): Room {
  const kept: Partial<Room> = {
    kind: 'private',
    in_repository: false,
    people: [ALICE, BOB],
    owners: [ALICE],
  };
  return aRoom({ name: 'plans', title: 'Plans', position: 2, is_yours: true, ...kept, ...more });
}

export function directRoom(people: string[], more: Partial<Room> = {}): Room {
  return aRoom({
    name: 'dm-1',
    title: '',
    kind: 'direct',
    in_repository: false,
    position: 9,
    people,
    ...more,
  });
}

export interface RoomsDeskOptions {
  readonly rooms?: readonly Room[];
  readonly people?: readonly Person[];
  readonly viewer?: Viewer;
  readonly answers?: FakeAnswers;
}

/** What a part that has to do with rooms has at hand, for one test; alice is signed in unless it is said otherwise. */
export async function roomsDesk({
  rooms: all = [aRoom()],
  people: known = PEOPLE,
  viewer = { id: ALICE, name: 'alice', role: 'member' },
  answers = {},
}: RoomsDeskOptions = {}) {
  const leaving = new AbortController();
  const { signal } = leaving;
  onTestFinished(() => leaving.abort());
  const server = fakeServer(answers);
  const said: string[] = [];
  const went: string[] = [];
  const say = (words: string) => void said.push(words);
  const rooms = createRooms({
    api: { listRooms: async () => [...all], markRead: async () => undefined },
    marks: createReadMarks(null),
    storage: memoryStorage(),
    isSignedIn: viewer !== null,
    isOwn: () => false,
    signal,
  });
  await rooms.load(signal);
  const people = createStore<readonly Person[]>(known);
  const sync = Object.assign(createStore({ present: [] as readonly string[] }), { nudge: () => undefined });
  const chat = { rooms, people, sync, viewer } as unknown as Chat;
  const shown = createStore('general');
  const deeds = createDeeds({ chat, call: createCall(location.origin, server.fetch), say });
  const go = (room: string) => void went.push(room);
  const clock = () => new Date('2026-11-20T12:00:00.000Z');
  const met: string[] = [];
  const meet = (id: string) => void met.push(id);
  const place = h('p', { tabindex: -1 }, 'Where one writes');
  const write = () => place.focus();
  const desk: RoomsDesk = { chat, shown, deeds, clock, say, go, meet, write, signal };
  const opener = h('button', {}, 'Opener');
  document.body.append(h('main', {}, opener, place));
  opener.focus();
  return {
    desk,
    rooms,
    people,
    sync,
    shown,
    opener,
    place,
    said,
    went,
    met,
    asked: server.asked,
    fetch: server.fetch,
    leave: () => leaving.abort(),
  };
}
