import type { AnswerOf, Me, readSession } from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import type { Desk } from '../admin/desk.ts';
import { hasCode } from '../api-error.ts';
import type { Access } from '../stores/access.ts';
import { askAgain } from './ask-again.ts';

export interface Account {
  readonly me: Me;
  readonly ways: AnswerOf<typeof readSession>['ways'];
}

/** What every section of one's own page has at hand. */
export interface AccountDesk extends Desk {
  readonly access: Access;
  account(): Account;
  /** The account is another now. */
  take(me: Me): void;
}

export interface AccountDeskOptions extends Pick<Desk, 'theme' | 'say' | 'tell' | 'clock' | 'signal'> {
  readonly call: Call;
  readonly access: Access;
  readonly account: Account;
  changed(me: Me): void;
}

export function createAccountDesk({ account: first, changed, ...options }: AccountDeskOptions): AccountDesk {
  const { call, access } = options;
  const listeners = new Set<() => void>();
  let account = first;
  let asking: Promise<void> | null = null;
  return {
    ...options,
    run,
    account: () => account,
    take,
    ensureRight: async () => undefined,
    lose: access.nudge,
    refresh: () => listeners.forEach((listener) => void listener()),
    onRefresh: (act) => listeners.add(act),
  };

  function take(me: Me): void {
    account = { ...account, me };
    changed(me);
    // The other pages of this browser, and the conversation, hear of it there.
    access.nudge();
  }

  /** Does what may need a fresh sign-in: where it is missing, it is asked for and the deed done afterwards. */
  async function run<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      if (!hasCode(error, 'recent_sign_in_needed')) throw error;
      await askOnce();
      return act();
    }
  }

  function askOnce(): Promise<void> {
    const { me, ways } = account;
    const { name, has_password: hasPassword } = me;
    asking ??= askAgain(options, { call, name, hasPassword, passkeys: ways.passkeys }).finally(() => {
      asking = null;
    });
    return asking;
  }
}
