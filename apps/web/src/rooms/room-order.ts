import { titleOfRoom } from '../lib/title-of-room.ts';
import type { ListedRoom } from '../stores/rooms.ts';
import type { RoomsDesk } from './desk.ts';

export interface RoomOrder {
  /** All rooms, in the order that was asked for until the server tells of it. */
  list(): readonly ListedRoom[];
  /** Puts a room before or behind the one of its kind beside it. */
  move(name: string, by: -1 | 1): Promise<void>;
}

export interface RoomOrderOptions {
  /** Puts all rooms in this order; answers with whether that went well. */
  arrange(names: string[]): Promise<boolean>;
  changed(): void;
}

/** In which order the rooms stand, and how that is changed. */
export function roomOrder(
  { chat: { rooms, people, viewer }, say, signal }: RoomsDesk,
  { arrange, changed }: RoomOrderOptions,
): RoomOrder {
  let wished: readonly string[] | null = null;
  let askedFor = 0;
  let told = '';
  rooms.subscribe(take, signal);
  take();
  return { list, move };

  /** Once nothing is asked for any more, the server's next order is the last word. */
  function take(): void {
    const before = told;
    told = rooms
      .get()
      .rooms.map(({ name }) => name)
      .join();
    if (told !== before && askedFor === 0) wished = null;
  }

  function list(): readonly ListedRoom[] {
    const all = rooms.get().rooms;
    if (wished === null) return all;
    const places = new Map(wished.map((name, at) => [name, at]));
    return [...all].sort((a, b) => (places.get(a.name) ?? all.length) - (places.get(b.name) ?? all.length));
  }

  async function move(name: string, by: -1 | 1): Promise<void> {
    const all = list();
    const room = all.find((each) => each.name === name);
    const other = room === undefined ? undefined : besides(all, room, by);
    if (room === undefined || other === undefined) return;
    wished = changePlaces(all, room, other);
    changed();
    const title = titleOfRoom(room, people.get(), viewer?.id ?? null);
    say(`${title} moved ${by < 0 ? 'up' : 'down'}.`);
    await ask(wished);
    changed();
  }

  async function ask(names: readonly string[]): Promise<void> {
    askedFor += 1;
    const isTaken = await arrange(names.filter((each) => rooms.find(each)?.kind !== 'direct'));
    askedFor -= 1;
    if (!isTaken) wished = null;
  }
}

/** Direct rooms stand in no order of anybody's making, and closed ones behind the others. */
export function isMovable({ kind, closed_at }: ListedRoom): boolean {
  return kind !== 'direct' && closed_at === null;
}

export function closedLast(a: ListedRoom, b: ListedRoom): number {
  return Number(a.closed_at !== null) - Number(b.closed_at !== null);
}

/** Whether there is an order to change: two of a kind. */
export function hasOrder(rooms: readonly ListedRoom[]): boolean {
  const counts = ['open', 'private'].map(
    (each) => rooms.filter((room) => room.kind === each && isMovable(room)).length,
  );
  return counts.some((count) => count > 1);
}

function besides(all: readonly ListedRoom[], room: ListedRoom, by: -1 | 1): ListedRoom | undefined {
  if (!isMovable(room)) return undefined;
  const peers = all.filter((each) => each.is_member && each.kind === room.kind && isMovable(each));
  return peers[peers.indexOf(room) + by];
}

function changePlaces(all: readonly ListedRoom[], room: ListedRoom, other: ListedRoom): string[] {
  const names = all.map(({ name }) => name);
  const [from, to] = [names.indexOf(room.name), names.indexOf(other.name)];
  names.splice(from, 1);
  names.splice(to, 0, room.name);
  return names;
}
