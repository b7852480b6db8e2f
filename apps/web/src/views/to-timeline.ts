import type { Message } from '@bookchat/shared';
import type { MessageItem, Receipt, TimelineItem } from '../components/timeline-item.ts';
import { commitAddress } from '../lib/commit-address.ts';
import { localDay } from '../lib/format-time.ts';
import { quoteReason } from '../lib/quote-reason.ts';
import type { CommitsState } from '../stores/commits.ts';
import type { Silence } from '../stores/identity.ts';
import type { Delivery, OutboxEntry } from '../stores/outbox.ts';

/** Messages of one author that follow each other within this time stand together. */
const GROUP_WITHIN_MS = 5 * 60_000;

export interface TimelineSource {
  readonly messages: readonly Message[];
  readonly arrivals: readonly Message[];
  /** Own messages that are not among `messages` yet; they stand at the end. */
  readonly pending: readonly OutboxEntry[];
  readonly commits: CommitsState;
  /** The message right after which the stretch begins; null or missing where that is not known. */
  readonly beginsAfter?: string | null;
  /** The message up to which the reader had read when they came; null or missing where nothing was new. */
  readonly readUpTo?: string | null;
  /** What keeps the reader from writing; null or missing where nothing does. */
  readonly silence?: Silence | null;
  isOwn(message: { readonly author: string }): boolean;
  /** Whether there is more to be seen of whoever has this id. */
  hasCard?(id: string): boolean;
}

/**
 * What a timeline shows, from top to bottom: messages in groups, a heading where a day begins, and lines above the
 * first message that is new and where a room has begun to go into the repository, or ceased to.
 */
export function toTimeline(source: TimelineSource): TimelineItem[] {
  const { messages, arrivals, pending, isOwn, hasCard = () => false } = source;
  const firstUnread = findFirstUnread(source);
  const held = new Set(messages.map(({ id }) => id));
  const fresh = new Set(arrivals.map(({ id }) => id));
  const items: TimelineItem[] = [];
  let previous: MessageItem | undefined;
  let before: Message | OutboxEntry | undefined;
  for (const message of [...messages, ...pending.filter(({ id }) => !held.has(id))]) {
    const startsDay = previous === undefined || isNewDay(previous, message);
    if (startsDay) items.push({ kind: 'day', key: dayKey(items, message), at: message.created_at });
    const turn = turnAt(before, message);
    if (turn !== null) items.push(turn);
    const isUnread = message === firstUnread;
    if (isUnread) items.push({ kind: 'unread', key: 'unread' });
    const isApart = startsDay || isUnread || turn !== null;
    const leads = isApart || previous === undefined || !continues(previous, message);
    const own = isPending(message) || isOwn(message);
    const authorId = own ? null : cardOf(message, hasCard);
    previous = toItem(message, source, { own, authorId, fresh: fresh.has(message.id), leads });
    items.push(previous);
    before = message;
  }
  return items;
}

function cardOf(message: Message | OutboxEntry, hasCard: (id: string) => boolean): string | null {
  if (isPending(message) || message.author_id === null) return null;
  return hasCard(message.author_id) ? message.author_id : null;
}

function findFirstUnread({
  messages,
  beginsAfter,
  readUpTo = null,
  isOwn,
}: TimelineSource): Message | undefined {
  const last = messages.findIndex(({ id }) => id === readUpTo);
  if (readUpTo === null || (last < 0 && beginsAfter !== readUpTo)) return undefined;
  return messages.slice(last + 1).find((message) => !isOwn(message));
}

function toItem(
  message: Message | OutboxEntry,
  { commits, silence = null }: TimelineSource,
  place: Pick<MessageItem, 'own' | 'authorId' | 'fresh' | 'leads'>,
): MessageItem {
  const pending = isPending(message);
  return {
    kind: 'message',
    key: message.id,
    author: message.author,
    content: message.content,
    at: message.created_at,
    edited: !pending && message.edited_at !== null,
    ...(pending ? {} : { account: message.author_id }),
    ...place,
    fresh: place.fresh || pending,
    receipt: pending
      ? receiptOfPending(message.delivery, silence)
      : place.own
        ? receiptOf(message, commits)
        : null,
  };
}

/** Whoever may not write now need not try again. */
function receiptOfPending(delivery: Delivery, silence: Silence | null): Receipt {
  if (delivery.kind !== 'failed' || silence === null) return delivery;
  const isMuted = silence.kind === 'muted';
  const reason = isMuted ? `You may not write now.${quoteReason(silence.reason)}` : delivery.reason;
  return { kind: 'failed', reason, isHopeless: true };
}

/** What is pending was written on this page, under whatever name. */
function isPending(message: Message | OutboxEntry): message is OutboxEntry {
  return 'delivery' in message;
}

/** What waits since yesterday stands at the end of today all the same. */
function isNewDay(previous: MessageItem, message: Message | OutboxEntry): boolean {
  const [before, day] = [dayOf(previous.at), dayOf(message.created_at)];
  return isPending(message) ? day > before : day !== before;
}

/** It is decided as a message is written, and holds for those from there on; of what is pending it is not known. */
function turnAt(
  before: Message | OutboxEntry | undefined,
  message: Message | OutboxEntry,
): TimelineItem | null {
  if (before === undefined || isPending(before) || isPending(message)) return null;
  if (before.kept_here === message.kept_here) return null;
  return { kind: 'turn', key: `turn-${message.id}`, goesIn: message.kept_here === undefined };
}

function receiptOf(message: Message, { place, checked }: CommitsState): Receipt {
  const { git_commit_hash: hash } = message;
  if (message.kept_here) return { kind: 'kept' };
  if (hash === null) return { kind: 'saved' };
  const address = commitAddress(place, hash);
  return { kind: 'archived', hash, place: place?.kind ?? null, address, checked: checked.has(hash) };
}

function continues(previous: MessageItem, message: Message | OutboxEntry): boolean {
  const apart = Date.parse(message.created_at) - Date.parse(previous.at);
  return previous.author === message.author && Math.abs(apart) <= GROUP_WITHIN_MS;
}

function dayOf(at: string): string {
  return localDay(new Date(at));
}

/** A clock that went back can bring the same day twice. */
function dayKey(items: readonly TimelineItem[], { created_at }: { created_at: string }): string {
  const key = `day-${dayOf(created_at)}`;
  return items.some((item) => item.key === key) ? `${key}-${items.length}` : key;
}
