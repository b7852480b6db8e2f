import type {
  AnswerOf,
  closeAdminSession,
  Me,
  openAdminSession,
  readAdminSession,
  readSession,
  signOut,
} from '@bookchat/shared';
import { hasCode, retryAfterMs } from '../../api-error.ts';
import { createPoller } from '../../lib/poller.ts';
import { createStore, type ReadableStore } from '../../lib/store.ts';
import type { Call } from '../call.ts';
import { describeFailure } from '../lib/describe-failure.ts';

/** What takes a moment must still be allowed when it is asked for. */
const FRESH_MARGIN_MS = 20_000;
/** It asks anew when it is told to, and by itself only until the server could be reached. */
const RARELY_MS = 86_400_000;

type Access = AnswerOf<typeof readSession>;
/** Whether people have accounts. */
export type Mode = Access['mode'];

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: string }
  | { readonly kind: 'signed-out'; readonly wasIn: boolean; readonly mode: Mode }
  /** Somebody whose role does not include this page. */
  | { readonly kind: 'too-low'; readonly wasIn: boolean; readonly me: Me }
  | {
      readonly kind: 'open';
      readonly via: AnswerOf<typeof readAdminSession>['via'];
      readonly mode: Mode;
      /** The admin or owner whose account opens the page; null where something else does. */
      readonly me: Me | null;
    };

export interface Session extends ReadableStore<SessionState> {
  /** Asks the server what right this browser has. */
  look(): Promise<void>;
  /** Exchanges the token for a cookie; throws where it is not taken. The token is kept nowhere. */
  signIn(token: string): Promise<void>;
  /** Ends what opens the page: the session of the account, or that of the token. */
  signOut(): Promise<void>;
  /** Whether what opens the page, an account or the token, may do at once what asks for a recent sign-in. */
  isFresh(now: Date): Promise<boolean>;
  /** The ways to sign in beside a password. */
  ways(): Promise<Access['ways']>;
  /** Asks again what right this browser has; all stays as it is until the server has answered. */
  check(): void;
  /** The server no longer takes what opened the page. */
  lose(): void;
  /** Checks no more. */
  stop(): void;
}

export function createSession(call: Call): Session {
  const store = createStore<SessionState>({ kind: 'asking' });
  const checks = createPoller({
    poll: recheck,
    intervalMs: RARELY_MS,
    quietMs: retryAfterMs,
    random: Math.random,
    now: () => performance.now(),
  });
  let access: Pick<Access, 'mode' | 'signed_in'> = { mode: 'open', signed_in: null };
  let turn = 0;
  return {
    get: store.get,
    subscribe: store.subscribe,
    look,
    signIn,
    signOut: end,
    isFresh,
    ways: async () => (await readAccess()).ways,
    check: checks.resume,
    lose,
    stop: checks.stop,
  };

  async function look(): Promise<void> {
    store.set({ kind: 'asking' });
    await ask();
  }

  async function ask(): Promise<void> {
    try {
      store.set(await read(false));
    } catch (error) {
      store.set({ kind: 'away', reason: describeFailure(error) });
    }
  }

  /** Rejects where the server cannot be reached, and is tried again then. */
  async function recheck(): Promise<void> {
    const before = store.get();
    if (before.kind === 'asking' || before.kind === 'away') return;
    const asked = turn;
    const next = await read(before.kind === 'open' || before.wasIn);
    // Whoever came in or went meanwhile knows better.
    if (asked === turn && JSON.stringify(next) !== JSON.stringify(before)) store.set(next);
  }

  async function read(wasIn: boolean): Promise<SessionState> {
    access = await readAccess();
    try {
      return openBy((await call<typeof readAdminSession>('GET', '/api/system/session')).via);
    } catch (error) {
      if (isRefusal(error)) return closed(wasIn);
      throw error;
    }
  }

  function openBy(via: AnswerOf<typeof readAdminSession>['via']): SessionState {
    const me = via === 'person' ? (access.signed_in?.me ?? null) : null;
    return { kind: 'open', via, mode: access.mode, me };
  }

  function closed(wasIn: boolean): SessionState {
    const { mode, signed_in } = access;
    return signed_in === null
      ? { kind: 'signed-out', wasIn, mode }
      : { kind: 'too-low', wasIn, me: signed_in.me };
  }

  async function signIn(token: string): Promise<void> {
    await call<typeof openAdminSession>('POST', '/api/system/session', { token });
    turn++;
    const state = store.get();
    // Whoever was let in already sees the same page as before.
    if (state.kind !== 'open' || state.via === 'local') store.set(openBy('session'));
  }

  async function end(): Promise<void> {
    const state = store.get();
    if (state.kind === 'open' && state.via === 'person') {
      await call<typeof signOut>('DELETE', '/api/session');
      access = { ...access, signed_in: null };
    } else await call<typeof closeAdminSession>('DELETE', '/api/system/session');
    turn++;
    if (access.signed_in === null) store.set(closed(false));
    else await ask();
  }

  function readAccess(): Promise<Access> {
    return call<typeof readSession>('GET', '/api/session');
  }

  async function isFresh(now: Date): Promise<boolean> {
    const until = await freshUntil();
    return until === null || Date.parse(until) > now.getTime() + FRESH_MARGIN_MS;
  }

  /** Null where nothing asks for it, and empty for whoever has no right any more. */
  async function freshUntil(): Promise<string | null> {
    const state = store.get();
    if (state.kind !== 'open') return '';
    if (state.via === 'person') return (await readAccess()).signed_in?.session.fresh_until ?? '';
    try {
      return (await call<typeof readAdminSession>('GET', '/api/system/session')).fresh_until;
    } catch (error) {
      if (isRefusal(error)) return '';
      throw error;
    }
  }

  /** An account may have lost its role alone. */
  function lose(): void {
    const state = store.get();
    if (state.kind !== 'open') return;
    if (state.via === 'person') checks.resume();
    else store.set(closed(true));
  }
}

function isRefusal(error: unknown): boolean {
  return (['admin_required', 'sign_in_needed', 'role_needed'] as const).some((code) => hasCode(error, code));
}
