import type { Message } from '@bookchat/shared';
import type { MessagePage } from '../api-client.ts';
import type { HistoryState } from './history.ts';

/** How many messages the page holds and shows at most, however long the room's history is. */
export const MAX_HELD = 250;

/** How many messages are asked for at a time. */
export const PAGE_SIZE = 50;

/** Whether another page costs the stretch what it holds at its other end. */
export function isFull({ messages }: Pick<HistoryState, 'messages'>): boolean {
  return messages.length + PAGE_SIZE > MAX_HELD;
}

/** Adds a page of older messages, and lets go of the newest where they are too many. */
export function extendOlder(state: HistoryState, page: MessagePage): HistoryState {
  return cutEnd({
    ...state,
    messages: [...page.messages, ...state.messages],
    hasOlder: page.has_more,
    arrivals: [],
    stuck: null,
  });
}

/** Adds a page of newer messages, and lets go of the oldest where they are too many. */
export function extendNewer(state: HistoryState, page: MessagePage): HistoryState {
  return cutStart({
    ...state,
    messages: [...state.messages, ...page.messages],
    hasNewer: page.has_more,
    arrivals: [],
    stuck: null,
  });
}

/** Adds messages at the end. What the reader looks at stays: the stretch gives way at its other end. */
export function appendNewest(state: HistoryState, messages: readonly Message[]): HistoryState {
  const extended = { ...state, messages: [...state.messages, ...messages] };
  return state.following ? cutStart(extended) : cutEnd(extended);
}

/** Puts changed messages in the place of their former selves, and tells which the stretch does not hold. */
export function replaceChanged(
  state: HistoryState,
  changed: readonly Message[],
): { state: HistoryState; unknown: Message[] } {
  const byId = new Map(changed.map((message) => [message.id, message]));
  const messages = state.messages.map((message) => {
    const successor = byId.get(message.id);
    byId.delete(message.id);
    return successor ?? message;
  });
  const unknown = [...byId.values()];
  return { state: unknown.length === changed.length ? state : { ...state, messages }, unknown };
}

function cutStart(state: HistoryState): HistoryState {
  const tooMany = state.messages.length - MAX_HELD;
  return tooMany <= 0 ? state : { ...state, messages: state.messages.slice(tooMany), hasOlder: true };
}

function cutEnd(state: HistoryState): HistoryState {
  const tooMany = state.messages.length - MAX_HELD;
  return tooMany <= 0
    ? state
    : { ...state, messages: state.messages.slice(0, MAX_HELD), hasNewer: true, following: false };
}
