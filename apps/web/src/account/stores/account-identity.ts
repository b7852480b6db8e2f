import { createStore } from '../../lib/store.ts';
import type { Access, Insider } from '../../stores/access.ts';
import type { Identity, Silence } from '../../stores/identity.ts';
import { silenceOf } from './silence-of.ts';

/** The longest that a timer can count; it is set anew then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whoever is signed in writes under their account's name, and knows their messages by its id. */
export function createAccountIdentity(
  first: Insider,
  access: Pick<Access, 'subscribe'>,
  clock: () => Date,
  signal: AbortSignal,
): Identity {
  const name = createStore<string | null>(first.name);
  const silence = createStore<Silence | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let me = first;
  access.subscribe((state) => state.kind === 'in' && take(state.me), signal);
  signal.addEventListener('abort', () => clearTimeout(timer));
  take(first);
  return {
    get: name.get,
    subscribe: name.subscribe,
    isOwn: ({ author_id }) => author_id === first.id,
    choose: null,
    silence,
  };

  function take(next: Insider): void {
    me = next;
    name.set(me.name);
    look();
  }

  /** What is for a time ends by itself, while the page is open. */
  function look(): void {
    const next = silenceOf(me, clock());
    if (JSON.stringify(next) !== JSON.stringify(silence.get())) silence.set(next);
    clearTimeout(timer);
    if (next?.kind !== 'muted') return;
    const leftMs = Date.parse(next.until) - clock().getTime();
    timer = setTimeout(look, Math.min(LONGEST_TIMER_MS, leftMs + 1));
  }
}
