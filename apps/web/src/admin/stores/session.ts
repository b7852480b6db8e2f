import type { AnswerOf, closeAdminSession, openAdminSession, readAdminSession } from '@bookchat/shared';
import { hasCode } from '../../api-error.ts';
import { createStore, type ReadableStore } from '../../lib/store.ts';
import type { Call } from '../call.ts';
import { describeFailure } from '../lib/describe-failure.ts';

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: string }
  | { readonly kind: 'signed-out'; readonly wasIn: boolean }
  | { readonly kind: 'open'; readonly via: AnswerOf<typeof readAdminSession>['via'] };

export interface Session extends ReadableStore<SessionState> {
  /** Asks the server what right this browser has. */
  look(): Promise<void>;
  /** Exchanges the token for a cookie; throws where it is not taken. The token is kept nowhere. */
  signIn(token: string): Promise<void>;
  signOut(): Promise<void>;
  /** The server no longer takes the cookie. */
  lose(): void;
}

export function createSession(call: Call): Session {
  const store = createStore<SessionState>({ kind: 'asking' });
  return { get: store.get, subscribe: store.subscribe, look, signIn, signOut, lose };

  async function look(): Promise<void> {
    store.set({ kind: 'asking' });
    try {
      const { via } = await call<typeof readAdminSession>('GET', '/api/system/session');
      store.set({ kind: 'open', via });
    } catch (error) {
      if (hasCode(error, 'admin_required')) store.set({ kind: 'signed-out', wasIn: false });
      else store.set({ kind: 'away', reason: describeFailure(error) });
    }
  }

  async function signIn(token: string): Promise<void> {
    await call<typeof openAdminSession>('POST', '/api/system/session', { token });
    // Whoever was let in already sees the same page as before.
    if (store.get().kind !== 'open' || isLocal()) store.set({ kind: 'open', via: 'session' });
  }

  async function signOut(): Promise<void> {
    await call<typeof closeAdminSession>('DELETE', '/api/system/session');
    store.set({ kind: 'signed-out', wasIn: false });
  }

  function lose(): void {
    if (store.get().kind === 'open') store.set({ kind: 'signed-out', wasIn: true });
  }

  function isLocal(): boolean {
    const state = store.get();
    return state.kind === 'open' && state.via === 'local';
  }
}
