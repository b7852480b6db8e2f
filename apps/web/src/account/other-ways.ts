import type { SignedIn } from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import { button } from '../components/button.ts';
import { h, setAttribute } from '../lib/h.ts';
import type { Rules } from '../stores/access.ts';
import { describePasskey } from './lib/describe-sign-in.ts';
import { signInWithPasskey } from './lib/passkey-sign-in.ts';
import { canUsePasskeys } from './passkeys.ts';

export interface OtherWaysOptions {
  readonly ways: Rules['ways'];
  readonly call: Call;
  entered(answer: SignedIn): void;
}

/** The ways in beside a password, where there are any. */
export function otherWays({ ways, call, entered }: OtherWaysOptions): HTMLElement[] {
  const all = [
    ...(ways.passkeys && canUsePasskeys() ? passkeyWay(call, entered) : []),
    ...(ways.github === null ? [] : githubWay(ways.github)),
  ];
  if (all.length === 0) return [];
  return [h('p', { class: 'door__or' }, 'or'), h('div', { class: 'door__ways' }, ...all)];
}

function passkeyWay(call: Call, entered: (answer: SignedIn) => void): HTMLElement[] {
  const way = button('Sign in with a passkey', () => void start(), 'quiet');
  const error = h('p', { class: 'entry__error', role: 'alert' });
  let isBusy = false;
  return [way, error];

  async function start(): Promise<void> {
    if (isBusy) return;
    show(true);
    error.textContent = '';
    try {
      entered(await signInWithPasskey(call));
    } catch (failure) {
      error.textContent = describePasskey(failure);
    } finally {
      show(false);
    }
  }

  function show(busy: boolean): void {
    isBusy = busy;
    setAttribute(way, 'aria-disabled', busy ? 'true' : null);
  }
}

function githubWay(who: string): HTMLElement[] {
  return [
    h('a', { class: 'button button--quiet', href: '/api/github/start' }, 'Sign in with GitHub'),
    h('p', { class: 'door__hint' }, who),
  ];
}
