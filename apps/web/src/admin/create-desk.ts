import { hasCode } from '../api-error.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { Theme } from '../lib/themes.ts';
import { askToken } from './ask-token.ts';
import type { Call } from './call.ts';
import type { Desk } from './desk.ts';
import type { Session } from './stores/session.ts';

export interface DeskOptions {
  readonly call: Call;
  readonly session: Session;
  readonly theme: ReadableStore<Theme>;
  say(words: string): void;
  tell(words: string): void;
  clock(): Date;
  readonly signal: AbortSignal;
}

export function createDesk({ call, session, theme, say, tell, clock, signal }: DeskOptions): Desk {
  const listeners = new Set<() => void>();
  let asking: Promise<void> | null = null;
  return {
    call,
    theme,
    say,
    tell,
    clock,
    signal,
    run,
    ensureRight,
    lose: session.lose,
    refresh,
    onRefresh: (act) => listeners.add(act),
  };

  function refresh(): void {
    for (const listener of listeners) listener();
  }

  async function run<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      if (!hasCode(error, 'admin_required')) throw error;
      await askOnce();
      return act();
    }
  }

  async function ensureRight(): Promise<void> {
    const state = session.get();
    if (state.kind === 'open' && state.via === 'local') await askOnce();
  }

  function askOnce(): Promise<void> {
    asking ??= askToken({ say, signal }, session).finally(() => {
      asking = null;
    });
    return asking;
  }
}
