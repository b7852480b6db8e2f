import type { Announcer } from '../components/announcer.ts';
import { counted } from '../lib/counted.ts';
import type { Conversation } from '../stores/conversation.ts';
import { type Identity, isOwn } from '../stores/identity.ts';

/** Tells a screen reader what comes live: messages of others, an own one that failed, the line going and coming. */
export function announceNews(
  { history, outbox, sync }: Conversation,
  identity: Identity,
  { say }: Announcer,
  signal: AbortSignal,
): void {
  let arrivals = history.get().arrivals;
  history.subscribe((state) => {
    if (state.arrivals === arrivals) return;
    arrivals = state.arrivals;
    const others = arrivals.filter((message) => !isOwn(message, identity.get()));
    if (others.length === 1) say(`${others[0]?.author}: ${others[0]?.content}`);
    else if (others.length > 1) say(counted(others.length, 'new message'));
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

function countFailed(entries: ReturnType<Conversation['outbox']['get']>): number {
  return entries.filter(({ delivery }) => delivery.kind === 'failed').length;
}
