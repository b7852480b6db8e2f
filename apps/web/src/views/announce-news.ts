import type { Message } from '@bookchat/shared';
import type { Announcer } from '../components/announcer.ts';
import { counted } from '../lib/counted.ts';
import type { Conversation } from '../stores/conversation.ts';
import { type Identity, isOwn } from '../stores/identity.ts';
import { describeStuck } from './describe-stuck.ts';

/** News that come as close together as this are told as one. */
const COLLECT_MS = 500;

/** Tells a screen reader what comes live, and what keeps messages from coming or going. */
export function announceNews(
  { history, outbox, sync }: Conversation,
  identity: Identity,
  { say }: Announcer,
  signal: AbortSignal,
): void {
  announceArrivals(history, identity, say, signal);

  let wasStuck = false;
  history.subscribe(({ stuck }) => {
    // Tried again and again, and told once.
    if (stuck !== null && !wasStuck) say(describeStuck(stuck));
    wasStuck = stuck !== null;
  }, signal);

  let failed = countFailed(outbox.get());
  outbox.subscribe((entries) => {
    const now = countFailed(entries);
    if (now > failed)
      say('Your message was not sent. It stands at the end of the conversation, with a button to retry.');
    failed = now;
  }, signal);

  let line = sync.get().connection.kind;
  sync.subscribe(({ connection }) => {
    if (connection.kind === 'away' && line !== 'away') say(`${connection.reason} Trying again by itself.`);
    if (connection.kind === 'online' && line === 'away') say('Connected again.');
    line = connection.kind;
  }, signal);
}

function announceArrivals(
  history: Conversation['history'],
  identity: Identity,
  say: Announcer['say'],
  signal: AbortSignal,
): void {
  let { arrivals } = history.get();
  let untold: Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  history.subscribe((state) => {
    if (state.arrivals === arrivals) return;
    arrivals = state.arrivals;
    const others = arrivals.filter((message) => !isOwn(message, identity.get()));
    if (others.length === 0) return;
    untold.push(...others);
    clearTimeout(timer);
    timer = setTimeout(tell, COLLECT_MS);
  }, signal);

  function tell(): void {
    const [first] = untold;
    say(untold.length === 1 ? `${first?.author}: ${first?.content}` : counted(untold.length, 'new message'));
    untold = [];
  }
}

function countFailed(entries: ReturnType<Conversation['outbox']['get']>): number {
  return entries.filter(({ delivery }) => delivery.kind === 'failed').length;
}
