import { createStore, type ReadableStore } from '../lib/store.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Rooms } from '../stores/rooms.ts';

export interface ReadingOptions {
  readonly conversation: Pick<Conversation, 'room' | 'history'>;
  readonly rooms: Rooms;
  clock(): Date;
  readonly signal: AbortSignal;
}

/**
 * Takes note of what the reader sees of a room. Answers with the message up to which they had read when they
 * came, where something was new then: to the room, or to the page after it was hidden.
 */
export function watchReading({
  conversation: { room, history },
  rooms,
  clock,
  signal,
}: ReadingOptions): ReadableStore<string | null> {
  const readUpTo = createStore<string | null>(null);
  let hasCome = false;
  /** Up to where they had read when the page was hidden, and when they came back to it. */
  let away: { readonly from: string; readonly until: string | null } | null = null;
  for (const store of [history, rooms]) store.subscribe(follow, signal);
  document.addEventListener('visibilitychange', turn, { signal });
  follow();
  return readUpTo;

  function follow(): void {
    if (history.get().status.kind !== 'ready' || rooms.get().status !== 'ready') return;
    if (!hasCome) come();
    lookBack();
    if (!document.hidden) see();
  }

  function come(): void {
    hasCome = true;
    if (rooms.find(room)?.hasNews) readUpTo.set(rooms.readUpTo(room));
  }

  function turn(): void {
    const from = rooms.readUpTo(room);
    if (document.hidden) away = from === null ? null : { from, until: null };
    else if (away !== null) away = { ...away, until: clock().toISOString() };
    follow();
  }

  /** What comes first after the page was hidden, and was written while it was. */
  function lookBack(): void {
    if (away?.until == null) return;
    const { messages } = history.get();
    const last = messages.findIndex(({ id }) => id === away?.from);
    const next = messages[last + 1];
    if (next === undefined) return;
    if (last >= 0 && next.created_at < away.until) readUpTo.set(away.from);
    away = null;
  }

  function see(): void {
    const { following, hasNewer, messages } = history.get();
    const newest = messages.at(-1);
    if (following && !hasNewer && newest !== undefined) rooms.markRead(room, newest);
  }
}
