import type {
  AnswerOf,
  closeAdminSession,
  Me,
  openAdminSession,
  readAdminSession,
  readSession,
  signOut,
} from '@bookchat/shared';
import { hasCode } from '../../api-error.ts';
import { createStore, type ReadableStore } from '../../lib/store.ts';
import type { Call } from '../call.ts';
import { describeFailure } from '../lib/describe-failure.ts';

/** What takes a moment must still be allowed when it is asked for. */
const FRESH_MARGIN_MS = 20_000;

type Access = AnswerOf<typeof readSession>;
/** Whether people have accounts. */
export type Mode = Access['mode'];

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: string }
  | { readonly kind: 'signed-out'; readonly wasIn: boolean; readonly mode: Mode }
  /** Somebody whose role does not include this page. */
  | { readonly kind: 'too-low'; readonly me: Me }
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
  /** Whether the account that opens the page may do at once what asks for a recent sign-in. */
  isFresh(now: Date): Promise<boolean>;
  /** The ways to sign in beside a password. */
  ways(): Promise<Access['ways']>;
  /** The server no longer takes what opened the page. */
  lose(): void;
}

export function createSession(call: Call): Session {
  const store = createStore<SessionState>({ kind: 'asking' });
  let access: Pick<Access, 'mode' | 'signed_in'> = { mode: 'open', signed_in: null };
  return {
    get: store.get,
    subscribe: store.subscribe,
    look,
    signIn,
    signOut: end,
    isFresh,
    ways: async () => (await readAccess()).ways,
    lose,
  };

  async function look(): Promise<void> {
    store.set({ kind: 'asking' });
    await ask(false);
  }

  async function ask(wasIn: boolean): Promise<void> {
    try {
      access = await readAccess();
      const { via } = await call<typeof readAdminSession>('GET', '/api/system/session');
      store.set(openBy(via));
    } catch (error) {
      store.set(isRefusal(error) ? closed(wasIn) : { kind: 'away', reason: describeFailure(error) });
    }
  }

  function openBy(via: AnswerOf<typeof readAdminSession>['via']): SessionState {
    const me = via === 'person' ? (access.signed_in?.me ?? null) : null;
    return { kind: 'open', via, mode: access.mode, me };
  }

  function closed(wasIn: boolean): SessionState {
    const { mode, signed_in } = access;
    return signed_in === null ? { kind: 'signed-out', wasIn, mode } : { kind: 'too-low', me: signed_in.me };
  }

  async function signIn(token: string): Promise<void> {
    await call<typeof openAdminSession>('POST', '/api/system/session', { token });
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
    if (access.signed_in === null) store.set(closed(false));
    else await ask(false);
  }

  function readAccess(): Promise<Access> {
    return call<typeof readSession>('GET', '/api/session');
  }

  async function isFresh(now: Date): Promise<boolean> {
    const { signed_in } = await readAccess();
    return Date.parse(signed_in?.session.fresh_until ?? '') > now.getTime() + FRESH_MARGIN_MS;
  }

  /** An account may have lost its role alone. */
  function lose(): void {
    const state = store.get();
    if (state.kind !== 'open') return;
    if (state.via === 'person') void ask(true);
    else store.set(closed(true));
  }
}

function isRefusal(error: unknown): boolean {
  return (['admin_required', 'sign_in_needed', 'role_needed'] as const).some((code) => hasCode(error, code));
}
