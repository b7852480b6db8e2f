import type { Message, Person } from '@bookchat/shared';
import { MAX_PAGE_SIZE, MOST_UNREAD } from '../lib/contract.ts';
import type { ReadableStore } from '../lib/store.ts';
import { BEGINNING, type History } from '../stores/history.ts';
import type { Identity } from '../stores/identity.ts';
import type { ListedRoom } from '../stores/rooms.ts';

/** Beyond 2,000 messages nobody reads one by one: the search ends there. */
const MOST_PAGES = 10;

export interface UnreadRoom {
  /** As it was when the reader came. */
  readonly room: ListedRoom;
  readonly history: Pick<History, 'get' | 'read'>;
  readonly isOwn: Identity['isOwn'];
  readonly people: ReadableStore<readonly Pick<Person, 'id' | 'created_at'>[]>;
  readonly ownId: string | null;
  readonly signal: AbortSignal;
}

/**
 * The message after which all is unread, in a room in which nothing was ever read: as many as the server counted, or
 * where it stopped counting, what came since the reader is there. Rejects with what the server or the network refused.
 */
export async function whereNewsBegan(unread: UnreadRoom): Promise<string> {
  const { room, history, isOwn, signal } = unread;
  const isCounted = room.unread < MOST_UNREAD;
  const search = lookBack(isCounted ? room.unread : Number.POSITIVE_INFINITY, isOwn);
  const since = isCounted ? '' : await joinedAt(unread);
  const { messages, hasOlder } = history.get();
  let page = { messages: upToLast(messages, room), has_more: hasOlder };
  for (let pages = 0; ; pages++) {
    const found = search(page.messages, since);
    if (found !== undefined) return found.id;
    const before = page.messages[0]?.id;
    if (!page.has_more || before === undefined) return BEGINNING;
    if (pages === MOST_PAGES) return before;
    page = await history.read({ before, limit: MAX_PAGE_SIZE }, signal);
  }
}

/** Goes from page to older page, and finds the message before so many of others, or the newest not written since. */
function lookBack(count: number, isOwn: UnreadRoom['isOwn']) {
  let missing = count;
  return (messages: readonly Message[], since: string): Message | undefined => {
    for (const message of messages.toReversed()) {
      if (missing === 0 || message.created_at <= since) return message;
      if (!isOwn(message)) missing--;
    }
    return undefined;
  };
}

/** What came since was not counted. */
function upToLast(messages: readonly Message[], { last_message: last }: ListedRoom): readonly Message[] {
  const end = messages.findLastIndex(({ id }) => id === last?.id);
  return end < 0 ? messages : messages.slice(0, end + 1);
}

/** Whoever was not let in has been there since they have an account, or came by themselves, and then saw what there was. */
async function joinedAt({ room, people, ownId, signal }: UnreadRoom): Promise<string> {
  if (room.let_in !== null) return room.let_in.at;
  if (ownId === null) return '';
  if (people.get().length === 0)
    await new Promise<void>((resolve) => people.subscribe(() => resolve(), signal));
  return people.get().find(({ id }) => id === ownId)?.created_at ?? '';
}
