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
    beginsAfter: null,
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

/** Takes messages out, wherever they are. */
export function withoutThose(state: HistoryState, ids: ReadonlySet<string>): HistoryState {
  const stays = ({ id }: Message) => !ids.has(id);
  if (state.messages.every(stays)) return state;
  return { ...state, messages: state.messages.filter(stays), arrivals: state.arrivals.filter(stays) };
}

/** Puts those messages that the stretch does not hold between those that it does, where their time is among theirs. */
export function putBetween(state: HistoryState, found: readonly Message[]): HistoryState {
  const held = new Set(state.messages.map(({ id }) => id));
  const [first, last] = [state.messages[0], state.messages.at(-1)];
  const missing = found.filter(
    ({ id, created_at: at }) =>
      !held.has(id) &&
      first !== undefined &&
      last !== undefined &&
      at >= first.created_at &&
      at < last.created_at,
  );
  if (missing.length === 0) return state;
  const messages = missing.reduce(insert, state.messages);
  return state.following ? cutStart({ ...state, messages }) : cutEnd({ ...state, messages });
}

function insert(messages: readonly Message[], message: Message): readonly Message[] {
  const index = messages.findIndex(({ created_at: at }) => at > message.created_at);
  return messages.toSpliced(index, 0, message);
}

function cutStart(state: HistoryState): HistoryState {
  const tooMany = state.messages.length - MAX_HELD;
  return tooMany <= 0
    ? state
    : { ...state, messages: state.messages.slice(tooMany), hasOlder: true, beginsAfter: null };
}

function cutEnd(state: HistoryState): HistoryState {
  const tooMany = state.messages.length - MAX_HELD;
  return tooMany <= 0
    ? state
    : { ...state, messages: state.messages.slice(0, MAX_HELD), hasNewer: true, following: false };
}
