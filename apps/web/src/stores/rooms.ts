import type { Change, Message, Room } from '@bookchat/shared';
import type { ApiClient } from '../api-client.ts';
import { MOST_UNREAD } from '../lib/contract.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';
import type { Authored } from './identity.ts';
import type { ReadMark, ReadMarks } from './read-marks.ts';

/** How long reading has to rest before the server is told. */
export const MARK_DELAY_MS = 1_000;

const EXCERPT_LENGTH = 120;
const SEEN_PREFIX = 'bookchat.seen.';

/** A room is known before what was written in it, and that before it is hidden. */
const ORDER: Readonly<Record<Change['type'], number>> = { room: 0, message: 1, hidden: 2, room_gone: 3 };

/** A room, with what is unread in it as this page knows by now. */
export interface ListedRoom extends Room {
  /** Whether there is something new; `unread` is 0 where it was not counted. */
  readonly hasNews: boolean;
  /** Whether somebody let the reader in who has not looked at it yet. */
  readonly isNew: boolean;
}

export interface RoomsState {
  readonly status: 'loading' | 'ready';
  /** In their order. */
  readonly rooms: readonly ListedRoom[];
}

export interface Rooms extends ReadableStore<RoomsState> {
  /** Rejects with what the server or the network refused. */
  load(signal: AbortSignal): Promise<void>;
  /** Takes what has changed, without a request. */
  apply(changes: readonly Change[]): void;
  find(name: string): ListedRoom | undefined;
  /** How far has been read in a room; null where nothing was, or where it is not known. */
  readUpTo(name: string): string | null;
  /** Takes note that the reader has looked at a room, whatever is in it. */
  see(name: string): void;
  /** Takes note that everything up to this message was seen. */
  markRead(name: string, newest: Pick<Message, 'id' | 'created_at'>): void;
}

export interface RoomsOptions {
  api: Pick<ApiClient, 'listRooms' | 'markRead'>;
  marks: ReadMarks;
  /** Keeps which rooms were looked at. */
  storage: Pick<SafeStorage, 'read' | 'write'>;
  /** Whether the server keeps the marks, and counts. */
  isSignedIn: boolean;
  isOwn(message: Authored): boolean;
  readonly signal: AbortSignal;
}

/** The rooms that the reader sees, and what is unread in them. */
export function createRooms({ api, marks, storage, isSignedIn, isOwn, signal }: RoomsOptions): Rooms {
  const store = createStore<RoomsState>({ status: 'loading', rooms: [] });
  const tell = teller(api, signal);
  /** The rooms as they are so far, while changes are taken. */
  let gathered: readonly ListedRoom[] | null = null;
  marks.onChange((name) => change(name, settleRoom), signal);
  return { get: store.get, subscribe: store.subscribe, load, apply, find, readUpTo, see, markRead };

  async function load(loading: AbortSignal): Promise<void> {
    const rooms = await api.listRooms(loading);
    if (!isSignedIn && marks.isEmpty()) beginReading(rooms);
    store.set({ status: 'ready', rooms: rooms.map((room) => listed(room, undefined)) });
  }

  /** To a first visitor, what was written before is not news. */
  function beginReading(rooms: readonly Room[]): void {
    for (const { name, last_message: last } of rooms)
      if (last !== null) marks.set(name, { id: last.id, at: last.created_at });
  }

  function apply(changes: readonly Change[]): void {
    // Told once, however many there are: whoever listens draws a list.
    gathered = store.get().rooms;
    takeRooms(changes.flatMap((each) => (each.type === 'room' ? each.room : [])));
    for (const each of changes.toSorted((a, b) => ORDER[a.type] - ORDER[b.type])) takeChange(each);
    const rooms = gathered;
    gathered = null;
    set(rooms);
  }

  function takeChange(change: Change): void {
    if (change.type === 'message') takeMessage(change.message);
    else if (change.type === 'hidden') hide(change.id);
    else if (change.type === 'room_gone') drop(change.name);
  }

  /** Each goes to its place, the highest first; whatever is not told of keeps its order around them. */
  function takeRooms(told: readonly Room[]): void {
    const taken = told.map((room) => listed(room, find(room.name)));
    const order = all().filter(({ name }) => !told.some((room) => room.name === name));
    for (const room of taken.sort((a, b) => a.position - b.position))
      order.splice(room.position - 1, 0, room);
    set(order);
  }

  function takeMessage(message: Message): void {
    change(message.room, (room) => {
      if (!isNewer(message, room.last_message)) return room;
      const next = { ...room, last_message: excerptOf(message) };
      return isOwn(message) || isRead(next) ? next : count(next);
    });
  }

  /** The one before it is not known here; the next message puts another into its place. */
  function hide(id: string): void {
    const rooms = all().filter(({ last_message: last }) => last?.id === id);
    for (const { name } of rooms)
      change(name, (room) => ({
        ...room,
        last_message: room.last_message && { ...room.last_message, excerpt: '' },
      }));
  }

  function drop(name: string): void {
    if (find(name) !== undefined) set(all().filter((room) => room.name !== name));
  }

  function see(name: string): void {
    if (!find(name)?.isNew) return;
    storage.write(SEEN_PREFIX + name, 'yes');
    change(name, (room) => ({ ...room, isNew: false, hasNews: room.unread > 0 }));
  }

  function markRead(name: string, { id, created_at: at }: Pick<Message, 'id' | 'created_at'>): void {
    const room = find(name);
    const known = marks.get(name);
    if (room === undefined || (known !== null && known.at >= at)) return;
    marks.set(name, { id, at });
    if (isSignedIn && room.read_up_to !== id) tell(name, id);
    change(name, settleRoom);
  }

  function readUpTo(name: string): string | null {
    return marks.get(name)?.id ?? find(name)?.read_up_to ?? null;
  }

  function find(name: string): ListedRoom | undefined {
    return all().find((room) => room.name === name);
  }

  function all(): readonly ListedRoom[] {
    return gathered ?? store.get().rooms;
  }

  /** What the server counts holds, as far as it knows what has been read here. */
  function listed(room: Room, known: ListedRoom | undefined): ListedRoom {
    const isNew = isUnseen(room);
    if (isSignedIn) return settleRoom({ ...room, isNew, hasNews: isNew || room.unread > 0 });
    const last = room.last_message;
    return settleRoom({
      ...room,
      isNew,
      unread: known?.unread ?? 0,
      hasNews: last !== null && !isOwn({ ...last, author_id: null }),
    });
  }

  function settleRoom(room: ListedRoom): ListedRoom {
    if (!isRead(room) || !room.hasNews || (room.isNew && room.unread === 0)) return room;
    return { ...room, unread: 0, hasNews: room.isNew };
  }

  /** On another of their browsers they may have; then they have read something there, if there was anything. */
  function isUnseen({ name, let_in, read_up_to }: Room): boolean {
    return let_in !== null && read_up_to === null && storage.read(SEEN_PREFIX + name) === null;
  }

  function isRead({ name, last_message: last }: ListedRoom): boolean {
    const mark: ReadMark | null = marks.get(name);
    return last === null || (mark !== null && mark.at >= last.created_at);
  }

  function change(name: string, act: (room: ListedRoom) => ListedRoom): void {
    set(all().map((room) => (room.name === name ? act(room) : room)));
  }

  function set(those: readonly ListedRoom[]): void {
    const rooms = those.map(standingAt);
    if (gathered !== null) {
      gathered = rooms;
      return;
    }
    const before = store.get();
    const isSame =
      rooms.length === before.rooms.length && rooms.every((room, at) => room === before.rooms[at]);
    if (!isSame) store.set({ ...before, rooms });
  }
}

function count(room: ListedRoom): ListedRoom {
  // What was not counted before stays so: a number would be too small.
  if (room.hasNews && room.unread === 0 && !room.isNew) return room;
  return { ...room, unread: Math.min(room.unread + 1, MOST_UNREAD), hasNews: true };
}

/** A message that was changed comes by the polls as well; it is no newer than the last one that is known. */
function isNewer(message: Message, last: Room['last_message']): boolean {
  if (last === null || message.created_at > last.created_at) return true;
  const unchanged = !message.synced && message.edited_at === null;
  return message.created_at === last.created_at && message.id !== last.id && unchanged;
}

function excerptOf({ id, author, content, created_at }: Message): NonNullable<Room['last_message']> {
  return { id, author, excerpt: content.replaceAll(/\s+/g, ' ').slice(0, EXCERPT_LENGTH), created_at };
}

/** Nothing tells of the others when one comes in between them or goes. */
function standingAt(room: ListedRoom, at: number): ListedRoom {
  return room.position === at + 1 ? room : { ...room, position: at + 1 };
}

/** Tells the server how far was read, once reading rests. What it cannot be told now, the next mark will say. */
function teller(api: Pick<ApiClient, 'markRead'>, signal: AbortSignal): (name: string, id: string) => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  signal.addEventListener('abort', () => {
    for (const timer of timers.values()) clearTimeout(timer);
  });
  return (name, id) => {
    clearTimeout(timers.get(name));
    timers.set(
      name,
      setTimeout(() => void api.markRead(name, id).catch(() => undefined), MARK_DELAY_MS),
    );
  };
}
