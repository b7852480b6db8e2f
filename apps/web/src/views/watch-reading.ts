import { createStore, type ReadableStore } from '../lib/store.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { ListedRoom, Rooms } from '../stores/rooms.ts';
import type { UnreadRoom } from './where-news-began.ts';

export interface ReadingOptions extends Pick<UnreadRoom, 'isOwn' | 'people' | 'ownId'> {
  readonly conversation: Pick<Conversation, 'room' | 'history'>;
  readonly rooms: Rooms;
  clock(): Date;
  readonly signal: AbortSignal;
}

/** Where what is new to the reader begins. */
export interface NewsMark {
  /** The message up to which they had read; `BEGINNING` where all is new. */
  readonly after: string;
  /** How many are new; 0 where they were not counted. */
  readonly unread: number;
}

/**
 * Takes note of what the reader sees of a room. Answers with where news began when they came, if there was any: to the
 * room, or to the page after it was hidden.
 */
export function watchReading({
  conversation: { room, history },
  rooms,
  clock,
  signal,
  ...reader
}: ReadingOptions): ReadableStore<NewsMark | null> {
  const news = createStore<NewsMark | null>(null);
  let hasCome = false;
  /** Up to where they had read when the page was hidden, and when they came back to it. */
  let away: { readonly from: string; readonly until: string | null } | null = null;
  for (const store of [history, rooms]) store.subscribe(follow, signal);
  document.addEventListener('visibilitychange', turn, { signal });
  follow();
  return news;

  function follow(): void {
    if (history.get().status.kind !== 'ready' || rooms.get().status !== 'ready') return;
    if (!hasCome) come();
    lookBack();
    if (!document.hidden) see();
  }

  function come(): void {
    hasCome = true;
    const known = rooms.find(room);
    const after = rooms.readUpTo(room);
    if (!known?.hasNews) return;
    if (after !== null) news.set({ after, unread: known.unread });
    else if (known.unread > 0) void seek(known).catch(() => undefined);
  }

  /** Nothing in it was ever read; without an answer it opens at its end, as it would without news. */
  async function seek(known: ListedRoom): Promise<void> {
    const { whereNewsBegan } = await import('./where-news-began.ts');
    const after = await whereNewsBegan({ room: known, history, ...reader, signal });
    news.set({ after, unread: known.unread });
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
    if (last >= 0 && next.created_at < away.until) news.set({ after: away.from, unread: 0 });
    away = null;
  }

  function see(): void {
    const { following, hasNewer, messages } = history.get();
    const newest = messages.at(-1);
    if (following && !hasNewer && newest !== undefined) rooms.markRead(room, newest);
  }
}
