import type { Me } from '@bookchat/shared';
import { askAgain } from '../account/ask-again.ts';
import { hasCode } from '../api-error.ts';
import type { ReadableStore } from '../lib/store.ts';
import type { Theme } from '../lib/themes.ts';
import { askToken } from './ask-token.ts';
import type { Call } from './call.ts';
import type { OperatorsDesk } from './desk.ts';
import type { Session } from './stores/session.ts';

const RIGHT_MISSING = ['admin_required', 'sign_in_needed'] as const;

export interface DeskOptions {
  readonly call: Call;
  readonly session: Session;
  readonly theme: ReadableStore<Theme>;
  say(words: string): void;
  tell(words: string): void;
  clock(): Date;
  readonly signal: AbortSignal;
}

export function createDesk({ call, session, theme, say, tell, clock, signal }: DeskOptions): OperatorsDesk {
  const listeners = new Set<() => void>();
  let asking: Promise<void> | null = null;
  const state = session.get();
  const me = state.kind === 'open' ? state.me : null;
  const desk: OperatorsDesk = {
    call,
    me,
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
  return desk;

  function refresh(): void {
    for (const listener of listeners) listener();
  }

  async function run<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      const question = questionAfter(error);
      if (question === null) throw error;
      await once(question);
      return act();
    }
  }

  async function ensureRight(): Promise<void> {
    const state = session.get();
    const isLocal = state.kind === 'open' && state.via === 'local';
    if (isLocal || !(await session.isFresh(clock()))) await once(showAnew);
  }

  /** What somebody may be asked so that they may do it; null where nothing helps. */
  function questionAfter(error: unknown): (() => Promise<void>) | null {
    const isMissing = me === null && RIGHT_MISSING.some((code) => hasCode(error, code));
    return isMissing || hasCode(error, 'recent_sign_in_needed') ? showAnew : null;
  }

  function showAnew(): Promise<void> {
    return me === null ? askToken(desk, session) : confirm(me);
  }

  async function confirm({ name, has_password: hasPassword }: Me): Promise<void> {
    const { passkeys } = await session.ways();
    return askAgain(desk, { call, name, hasPassword, passkeys });
  }

  /** One question for all that wait. */
  function once(question: () => Promise<void>): Promise<void> {
    asking ??= question().finally(() => {
      asking = null;
    });
    return asking;
  }
}
