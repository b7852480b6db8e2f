import type { Change, Person } from '@bookchat/shared';
import type { ApiClient } from '../api-client.ts';
import { hasCode } from '../api-error.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type Store } from '../lib/store.ts';
import { type Conversation, createConversation } from './conversation.ts';
import type { Identity } from './identity.ts';
import { createReadMarks } from './read-marks.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { createSync, type Sync } from './sync.ts';
import type { Viewer } from './viewer.ts';

/** How many rooms a page keeps at hand, however many are opened. */
export const MOST_CONVERSATIONS = 12;

const OUTBOX_KEY = /^bookchat\.outbox\.([^.]+)\./;

/** All rooms as one page knows them, kept in step by one poll. */
export interface Chat {
  readonly sync: Sync;
  readonly rooms: Rooms;
  /** Everyone with an account, as far as that was asked for. */
  readonly people: Store<readonly Person[]>;
  readonly viewer: Viewer;
  /** The room's own stores, made when they are first asked for. */
  open(room: string): Conversation;
  /** Opens a room as the one that is looked at. */
  show(room: string): Conversation;
}

export interface ChatOptions {
  readonly api: ApiClient;
  readonly storage: SafeStorage;
  readonly identity: Identity;
  readonly viewer: Viewer;
  mintId(): string;
  clock(): Date;
  now(): number;
  random(): number;
  /** As the poll has it: see `SyncOptions`. */
  onStanding?(standing: string): void;
  readonly signal: AbortSignal;
}

interface Kept {
  readonly conversation: Conversation;
  readonly leaving: AbortController;
}

/** It begins at `sync.resume()` and ends at `sync.stop()`. */
export function createChat(options: ChatOptions): Chat {
  const { api, storage, identity, viewer, mintId, clock, signal: leaving } = options;
  const people = createStore<readonly Person[]>([]);
  const sync = createSync({ ...options, onStart, onChanges, onAnswer, onFailure });
  const rooms = createRooms({
    api,
    marks: createReadMarks(viewer === null ? storage : null),
    storage,
    isSignedIn: viewer !== null,
    isOwn: identity.isOwn,
    signal: leaving,
  });
  const loading = new Set<string>();
  /** Those shown last come last. */
  const kept = new Map<string, Kept>();
  let shown: string | null = null;
  let hasBegun = false;
  return { sync, rooms, people, viewer, open, show };

  function open(room: string): Conversation {
    const known = kept.get(room)?.conversation;
    return known ?? create(room);
  }

  function create(room: string): Conversation {
    const letGo = new AbortController();
    const signal = letGo.signal;
    const conversation = createConversation({ room, sync, api, storage, identity, mintId, clock, signal });
    kept.set(room, { conversation, leaving: letGo });
    return conversation;
  }

  function show(room: string): Conversation {
    const conversation = open(room);
    const known = kept.get(room);
    kept.delete(room);
    if (known !== undefined) kept.set(room, known);
    shown = room;
    letGoOfTooMany();
    conversation.history.rest();
    if (hasBegun) void load(conversation, leaving).catch(conversation.history.fail);
    return conversation;
  }

  /** What is on its way is not let go of. */
  function letGoOfTooMany(): void {
    for (const [room, { conversation, leaving: letGo }] of kept) {
      if (kept.size <= MOST_CONVERSATIONS) return;
      if (room === shown || conversation.outbox.get().length > 0) continue;
      letGo.abort();
      kept.delete(room);
    }
  }

  async function onStart(signal: AbortSignal): Promise<void> {
    for (const { conversation } of kept.values())
      if (conversation.room !== shown) conversation.history.reset();
    await Promise.all([rooms.load(signal), loadAnew(shownConversation(), signal)]);
    if (!hasBegun) sendWhatWasLeft();
    hasBegun = true;
  }

  /** What a closed page left behind in rooms that nobody has opened on this one. */
  function sendWhatWasLeft(): void {
    const left = storage.keys('bookchat.outbox.').map((key) => OUTBOX_KEY.exec(key)?.[1]);
    for (const room of new Set(left))
      if (room !== undefined && room !== shown && rooms.find(room) !== undefined) open(room).outbox.resume();
  }

  async function onChanges(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    for (const { conversation } of kept.values())
      await conversation.apply(changes, conversation.room === shown, signal);
    // After the messages: what the reader sees at once does not count as unread in between.
    rooms.apply(changes);
  }

  async function onAnswer(signal: AbortSignal): Promise<void> {
    const conversation = shownConversation();
    if (conversation !== null && rooms.find(conversation.room) !== undefined)
      await load(conversation, signal);
  }

  async function load(conversation: Conversation, signal: AbortSignal): Promise<void> {
    const { room, history } = conversation;
    if (history.get().status.kind === 'ready' || loading.has(room)) return;
    loading.add(room);
    await loadAnew(conversation, signal).finally(() => loading.delete(room));
  }

  /** That a room is not there concerns that room alone. */
  async function loadAnew(conversation: Conversation | null, signal: AbortSignal): Promise<void> {
    await conversation?.load(signal).catch((error: unknown) => {
      if (!hasCode(error, 'room_not_found')) throw error;
      conversation.history.fail(error);
    });
  }

  function onFailure(error: unknown): void {
    shownConversation()?.history.fail(error);
  }

  function shownConversation(): Conversation | null {
    return (shown === null ? undefined : kept.get(shown)?.conversation) ?? null;
  }
}
