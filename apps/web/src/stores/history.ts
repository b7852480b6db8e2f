import type { Message } from '@bookchat/shared';
import type { ApiClient, MessagePage } from '../api-client.ts';
import { reasonOf } from '../api-error.ts';
import { MAX_PAGE_SIZE } from '../lib/contract.ts';
import { oneAtATime } from '../lib/one-at-a-time.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';
import {
  appendNewest,
  extendNewer,
  extendOlder,
  PAGE_SIZE,
  putBetween,
  replaceChanged,
  withoutThose,
} from './history-window.ts';

export interface HistoryState {
  readonly status: { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; reason: string };
  /** A stretch of the room without gaps, in the order in which the server received it. */
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  /** The message right after which the stretch begins, where that is known though it is not held. */
  readonly beginsAfter: string | null;
  /** Whether the stretch ends before the room does. */
  readonly hasNewer: boolean;
  /** Whether the reader is at the end and stays there as messages come. */
  readonly following: boolean;
  /** How many messages of others came while the reader was elsewhere. */
  readonly unseen: number;
  /** The messages that came last, live rather than as a page of history. */
  readonly arrivals: readonly Message[];
  /** On which side the next page could not be had, and why; null since one came. */
  readonly stuck: Stuck | null;
}

export interface Stuck {
  readonly side: Side;
  readonly reason: string;
}

export type Side = 'older' | 'newer';

/** After this stands a room's first message; no message has it as its id. */
export const BEGINNING = '';

interface Stretch {
  readonly before?: string;
  readonly after?: string;
  readonly limit: number;
}

export interface History extends ReadableStore<HistoryState> {
  /** Each of these rejects with what the server or the network refused, and then changes no message. */
  loadNewest(signal: AbortSignal): Promise<void>;
  loadPage(side: Side, signal: AbortSignal): Promise<void>;
  /** A page of the room that the stretch does not take. */
  read(query: Stretch, signal: AbortSignal): Promise<MessagePage>;
  /** Moves to the stretch that begins right after this message. */
  goAfter(id: string, signal: AbortSignal): Promise<void>;
  /** Takes messages that are new or changed, in the order of the changes. */
  apply(changed: readonly Message[], signal: AbortSignal): Promise<void>;
  /** Takes them without asking the server; what cannot be placed so has all of it loaded anew the next time. */
  applyQuietly(changed: readonly Message[]): Promise<void>;
  /** Goes to the end, where a reader who comes anew begins; what came before they did is no news. */
  rest(): void;
  /** Forgets everything, as before the first page was loaded. */
  reset(): void;
  /** Takes messages out that are shown to nobody any more. */
  takeOut(ids: readonly string[]): Promise<void>;
  setFollowing(following: boolean): void;
  /** Moves to the room's end at once. Where that is not held, an empty stretch stands there, and all is older. */
  goToEnd(): void;
  fail(error: unknown): void;
}

const EMPTY: HistoryState = {
  status: { kind: 'loading' },
  messages: [],
  hasOlder: false,
  beginsAfter: null,
  hasNewer: false,
  following: true,
  unseen: 0,
  arrivals: [],
  stuck: null,
};

/** A bounded stretch of a room's messages that can be moved through all of its history. */
export function createHistory(
  room: string,
  api: Pick<ApiClient, 'listMessages'>,
  isOwn: (message: Message) => boolean,
): History {
  const store = createStore(EMPTY);
  // A page that was read before a change arrived must not land after it.
  const inTurn = oneAtATime();
  /** The last message of the room that is known of, in the stretch or past its end. */
  let newest: Message | undefined;

  return {
    get: store.get,
    subscribe: store.subscribe,
    loadNewest: (signal) => inTurn(() => readNewest(signal)),
    loadPage: (side, signal) => inTurn(() => readPage(side, signal)),
    read,
    goAfter: (id, signal) => inTurn(() => (id === BEGINNING ? readAll(signal) : readAfter(id, signal))),
    apply: (changed, signal) => inTurn(() => takeChanges(changed, () => readArrivals(signal))),
    applyQuietly: (changed) => inTurn(() => takeChanges(changed, reset)),
    rest,
    reset,
    takeOut: (ids) => inTurn(async () => store.set(withoutThose(store.get(), new Set(ids)))),
    setFollowing,
    goToEnd,
    fail,
  };

  async function readNewest(signal: AbortSignal): Promise<void> {
    const page = await read({ limit: PAGE_SIZE }, signal);
    newest = page.messages.at(-1);
    const { messages, has_more: hasOlder } = page;
    store.set({ ...EMPTY, status: { kind: 'ready' }, messages, hasOlder });
  }

  async function readPage(side: Side, signal: AbortSignal): Promise<void> {
    try {
      await (side === 'older' ? readOlder(signal) : readNewer(signal));
    } catch (error) {
      if (!signal.aborted) store.set({ ...store.get(), stuck: { side, reason: reasonOf(error) } });
      throw error;
    }
  }

  async function readOlder(signal: AbortSignal): Promise<void> {
    const { messages, hasOlder } = store.get();
    if (!hasOlder) return;
    // What is older than an empty stretch at the end is the newest page.
    const before = messages[0]?.id;
    const page = await read({ ...(before === undefined ? {} : { before }), limit: PAGE_SIZE }, signal);
    const state = store.get();
    // The reader may have gone to the end meanwhile, where this page does not belong.
    if (state.messages[0]?.id !== before) return;
    if (before === undefined) newest = page.messages.at(-1);
    store.set(extendOlder(state, page));
  }

  async function readNewer(signal: AbortSignal): Promise<void> {
    const { messages, hasNewer } = store.get();
    const after = messages.at(-1)?.id;
    if (after === undefined || !hasNewer) return;
    const page = await read({ after, limit: PAGE_SIZE }, signal);
    const state = store.get();
    if (state.messages.at(-1)?.id === after) store.set(extendNewer(state, page));
  }

  /** Nothing says of a first message that it is, but that there is none before it. */
  async function readAll(signal: AbortSignal): Promise<void> {
    while (store.get().hasOlder) await readOlder(signal);
  }

  async function readAfter(id: string, signal: AbortSignal): Promise<void> {
    const page = await read({ after: id, limit: PAGE_SIZE }, signal);
    const { messages, has_more: hasNewer } = page;
    store.set({
      ...EMPTY,
      status: { kind: 'ready' },
      messages,
      hasOlder: true,
      beginsAfter: id,
      hasNewer,
      following: false,
    });
  }

  async function takeChanges(
    changed: readonly Message[],
    askAnew: () => Promise<void> | void,
  ): Promise<void> {
    // The first page, when it comes, will hold them.
    if (store.get().status.kind !== 'ready') return;
    const ofThisRoom = changed.filter((message) => message.room === room);
    const { state, unknown } = replaceChanged(store.get(), ofThisRoom);
    store.set(state);
    if (unknown.length === 0) return;
    if (state.hasNewer) takeBeyond(unknown.filter(isCertainlyNew));
    else if (unknown.every(isCertainlyNew)) takeArrivals(unknown);
    else await askAnew();
    // What has no place at the end was hidden for a while, or is older than the stretch.
    store.set(putBetween(store.get(), unknown));
  }

  /**
   * Whether a message that the stretch does not hold must be newer than it. One that was archived or
   * edited may be old, and so may one from before the server's clock went back.
   */
  function isCertainlyNew(message: Message): boolean {
    const unchanged = !message.synced && message.edited_at === null;
    return unchanged && (newest === undefined || message.created_at >= newest.created_at);
  }

  function takeBeyond(messages: readonly Message[]): void {
    newest = messages.at(-1) ?? newest;
    store.set({ ...store.get(), unseen: store.get().unseen + countOfOthers(messages), arrivals: messages });
  }

  function takeArrivals(messages: readonly Message[], hasNewer = false): void {
    newest = messages.at(-1) ?? newest;
    const state = appendNewest(store.get(), messages);
    const unseen = state.following ? 0 : state.unseen + countOfOthers(messages);
    store.set({ ...state, hasNewer: state.hasNewer || hasNewer, unseen, arrivals: messages });
  }

  /** Where only the server knows what is new and what is old, it says what follows the last message held. */
  async function readArrivals(signal: AbortSignal): Promise<void> {
    const after = store.get().messages.at(-1)?.id;
    if (after === undefined) return readNewest(signal);
    const page = await read({ after, limit: MAX_PAGE_SIZE }, signal);
    takeArrivals(page.messages, page.has_more);
  }

  function rest(): void {
    if (store.get().status.kind === 'failed') reset();
    goToEnd();
    store.set({ ...store.get(), arrivals: [] });
  }

  function reset(): void {
    newest = undefined;
    store.set(EMPTY);
  }

  function setFollowing(following: boolean): void {
    const state = store.get();
    if (state.following === following) return;
    store.set({ ...state, following, unseen: following ? 0 : state.unseen });
  }

  function goToEnd(): void {
    const { status, hasNewer } = store.get();
    if (hasNewer) store.set({ ...EMPTY, status, hasOlder: true });
    else setFollowing(true);
  }

  function fail(error: unknown): void {
    const state = store.get();
    if (state.status.kind !== 'ready')
      store.set({ ...state, status: { kind: 'failed', reason: reasonOf(error) } });
  }

  function read(query: Stretch, signal: AbortSignal): Promise<MessagePage> {
    return api.listMessages({ room, ...query }, signal);
  }

  function countOfOthers(messages: readonly Message[]): number {
    return messages.filter((message) => !isOwn(message)).length;
  }
}
