import type { Message } from '@bookchat/shared';
import type { Announcer } from '../components/announcer.ts';
import { counted } from '../lib/counted.ts';
import { onChange } from '../lib/on-change.ts';
import type { Conversation } from '../stores/conversation.ts';
import type { Identity } from '../stores/identity.ts';
import { describeStuck } from './describe-stuck.ts';

/** Messages that come as close together as this are told as one piece of news. */
const COLLECT_MS = 500;

const NOT_SENT =
  'Your message was not sent. It stands at the end of the conversation, with a button to retry.';

/** Tells a screen reader what comes live, and what keeps messages from coming or going. */
export function announceNews(
  { history, outbox, sync }: Conversation,
  identity: Identity,
  { say }: Announcer,
  signal: AbortSignal,
): void {
  const collect = collector(say, signal);
  const isOthers = (message: Message) => !identity.isOwn(message);
  onChange(
    history,
    ({ arrivals }) => arrivals,
    (now) => collect(now.filter(isOthers)),
    signal,
  );
  onChange(
    history,
    ({ stuck }) => stuck,
    // Tried again and again, and told once.
    (now, before) => now !== null && before === null && say(describeStuck(now)),
    signal,
  );
  onChange(outbox, countFailed, (now, before) => now > before && say(NOT_SENT), signal);
  onChange(
    sync,
    ({ connection }) => connection,
    (now, before) => {
      if (now.kind === 'away' && before.kind !== 'away') say(`${now.reason} Trying again by itself.`);
      if (now.kind === 'online' && before.kind === 'away') say('Connected again.');
    },
    signal,
  );
}

function collector(say: Announcer['say'], signal: AbortSignal): (messages: readonly Message[]) => void {
  let untold: readonly Message[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return (messages) => {
    if (messages.length === 0) return;
    untold = [...untold, ...messages];
    clearTimeout(timer);
    timer = setTimeout(tell, COLLECT_MS);
  };

  function tell(): void {
    const [first] = untold;
    say(untold.length === 1 ? `${first?.author}: ${first?.content}` : counted(untold.length, 'new message'));
    untold = [];
  }
}

function countFailed(entries: ReturnType<Conversation['outbox']['get']>): number {
  return entries.filter(({ delivery }) => delivery.kind === 'failed').length;
}
