import type { signIn } from '@bookchat/shared';
import { createCall } from '../admin/call.ts';
import { openBook } from '../components/drawings.ts';
import { h, on } from '../lib/h.ts';
import type { Access, SignedOut } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { door, saying } from './components/door.ts';
import { entry } from './components/entry.ts';
import { entryForm } from './components/entry-form.ts';
import { passwordEntry } from './components/password-entry.ts';
import { forgotten } from './forgotten.ts';
import { takeGithubReason } from './github-reason.ts';
import { describeSignIn } from './lib/describe-sign-in.ts';
import { otherWays } from './other-ways.ts';

export interface SignInOptions {
  readonly access: Pick<Access, 'enter'>;
  readonly state: SignedOut;
  readonly theme: ThemeStore;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** Asks who is there. */
export function signInView({ access, state, theme, fetch, signal }: SignInOptions): HTMLElement {
  const { needs_owner, ways } = state.rules;
  const call = createCall(location.origin, fetch);
  const page = door(theme, signal);
  const fromGithub = takeGithubReason();
  if (needs_owner) showMissingOwner();
  else ask();
  return page.dom;

  function showMissingOwner(): void {
    page.show(
      'This book has no owner yet',
      openBook(),
      saying(
        'When the server started, it wrote a link into its terminal. Open it to make the first account.',
      ),
      saying('The command ', h('code', {}, 'bookchat owner-link'), ' writes another one.'),
    );
  }

  function ask(): void {
    const name = entry({
      label: 'Name or mail address',
      attributes: { autocomplete: 'username', enterkeyhint: 'next' },
      check: (value) => (value.trim() === '' ? 'Give your name or mail address.' : null),
    });
    const password = passwordEntry({
      label: 'Password',
      autocomplete: 'current-password',
      check: (value) => (value === '' ? 'Give your password.' : null),
    });
    const form = entryForm({
      entries: { name, password },
      action: 'Sign in',
      doing: 'Signing in…',
      describe: describeSignIn,
      async act() {
        const body = { name: name.input.value, password: password.input.value };
        access.enter(await call<typeof signIn>('POST', '/api/session', { body }));
      },
    });
    const lost = on(h('button', { class: 'door__link', type: 'button' }, 'Forgotten your password?'), {
      click: () => forgotten({ page, call, byMail: ways.recovery_mail, back: ask }),
    });
    page.show('Sign in', notice(), form.dom, ...otherWays({ ways, call, entered: access.enter }), lost);
    queueMicrotask(form.focus);
  }

  function notice(): HTMLElement | null {
    const words =
      fromGithub ??
      {
        never: null,
        left: 'You are signed out.',
        accounts: 'People have accounts here now. What you were writing is kept for when you are in.',
        ended: 'You were signed out. What you were writing is kept here for you.',
      }[state.why];
    return words === null ? null : h('p', { class: 'door__notice', role: 'status' }, words);
  }
}
