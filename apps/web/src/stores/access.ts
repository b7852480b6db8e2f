import type { AnswerOf, Me, readSession, SignedIn } from '@bookchat/shared';
import type { ApiClient } from '../api-client.ts';
import { reasonOf, retryAfterMs } from '../api-error.ts';
import { createPoller, type Poller } from '../lib/poller.ts';
import type { SafeStorage } from '../lib/storage.ts';
import { createStore, type ReadableStore } from '../lib/store.ts';

/** How often an open page asks who it is: a new role, or the end of a session, is seen within this time. */
export const ACCESS_INTERVAL_MS = 60_000;
const KEY = 'bookchat.access';

type Answer = AnswerOf<typeof readSession>;
export type Rules = Pick<Answer, 'needs_owner' | 'ways'>;
/** What the chat needs to know of whoever is signed in. */
export type Insider = Pick<Me, 'id' | 'name' | 'role' | 'muted_until' | 'mute_reason' | 'standing'>;

export type AccessState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: string }
  /** Nobody signs in here. */
  | { readonly kind: 'open' }
  | SignedOut
  | { readonly kind: 'in'; readonly me: Insider };

export interface SignedOut {
  readonly kind: 'out';
  /**
   * `ended`: somebody was signed in, and did not sign out here. `accounts`: when this browser was here before, nobody
   * had to sign in.
   */
  readonly why: 'never' | 'left' | 'ended' | 'accounts';
  readonly rules: Rules;
}

export interface Access extends ReadableStore<AccessState>, Poller {
  /** The server has refused something: by now it may take this browser for somebody else. */
  doubt(): void;
  /** Somebody has signed in. */
  enter(answer: SignedIn): void;
  /** They have signed out: what this browser keeps of theirs goes. */
  leave(): void;
  /** Asks again where somebody else has learnt that they are something else by now. */
  compare(standing: string): void;
}

export interface AccessOptions {
  api: Pick<ApiClient, 'readSession'>;
  storage: SafeStorage;
  random(): number;
  /** A clock that never goes back, in milliseconds. */
  now(): number;
}

const NO_WAYS: Rules = {
  needs_owner: false,
  ways: { passkeys: false, github: null, recovery_mail: false },
};

/** Who this browser is to the server, as far as it has told; other tabs of the browser follow at once. */
export function createAccess({ api, storage, random, now }: AccessOptions): Access {
  const store = createStore<AccessState>({ kind: 'asking' });
  const poller = createPoller({ poll, intervalMs: ACCESS_INTERVAL_MS, quietMs: retryAfterMs, random, now });
  let rules = NO_WAYS;
  let turn = 0;
  storage.onChange(KEY, doubt);
  return { get: store.get, subscribe: store.subscribe, ...poller, resume, doubt, enter, leave, compare };

  /** Where nobody signs in, there is nothing to ask. */
  function resume(): void {
    if (store.get().kind !== 'open') poller.resume();
  }

  function doubt(): void {
    if (store.get().kind === 'open') poller.resume();
    else poller.nudge();
  }

  async function poll(signal: AbortSignal): Promise<void> {
    const asked = turn;
    try {
      const answer = await api.readSession(signal);
      // Whoever signed in or out meanwhile knows better.
      if (asked === turn) take(answer);
      else poller.nudge();
    } catch (error) {
      if (!signal.aborted && asked === turn) fail(error);
      throw error;
    }
  }

  function take({ mode, signed_in, ...rest }: Answer): void {
    rules = { needs_owner: rest.needs_owner, ways: rest.ways };
    if (mode === 'open') {
      settle({ kind: 'open' });
      // It stays so until the server starts anew, which refuses then.
      poller.pause();
    } else if (signed_in !== null) settle({ kind: 'in', me: toInsider(signed_in.me) });
    else settle({ kind: 'out', why: whyOut(), rules });
  }

  function whyOut(): SignedOut['why'] {
    const state = store.get();
    if (state.kind === 'out') return state.why;
    const before = state.kind === 'in' || state.kind === 'open' ? state : recall(storage);
    if (before === null) return 'never';
    return before.kind === 'in' ? 'ended' : 'accounts';
  }

  /** A page that cannot reach the server goes on as it was left. */
  function fail(error: unknown): void {
    const { kind } = store.get();
    if (kind === 'asking' || kind === 'away')
      store.set(recall(storage) ?? { kind: 'away', reason: reasonOf(error) });
  }

  function enter({ me }: SignedIn): void {
    turn++;
    // Where somebody is, there is an owner.
    rules = { ...rules, needs_owner: false };
    settle({ kind: 'in', me: toInsider(me) });
  }

  function leave(): void {
    const state = store.get();
    turn++;
    if (state.kind === 'in')
      for (const key of storage.keys(drawerLabel(state.me.id))) storage.write(key, null);
    settle({ kind: 'out', why: 'left', rules });
  }

  function compare(standing: string): void {
    const state = store.get();
    if (state.kind === 'in' && state.me.standing !== standing) poller.nudge();
  }

  function settle(next: AccessState): void {
    const kept = next.kind === 'in' || next.kind === 'open' ? JSON.stringify(next) : null;
    if (storage.read(KEY) !== kept) storage.write(KEY, kept);
    if (JSON.stringify(next) !== JSON.stringify(store.get())) store.set(next);
  }
}

/** With what all keys begin under which a browser keeps something of one person. */
export function drawerLabel(personId: string): string {
  return `bookchat.of.${personId}.`;
}

function toInsider({ id, name, role, muted_until, mute_reason, standing }: Me): Insider {
  return { id, name, role, muted_until, mute_reason, standing };
}

function recall(storage: SafeStorage): AccessState | null {
  try {
    const state: AccessState = JSON.parse(storage.read(KEY) ?? '');
    return state.kind === 'open' || (state.kind === 'in' && typeof state.me.name === 'string') ? state : null;
  } catch {
    // Written by another version of the page, or never.
    return null;
  }
}
