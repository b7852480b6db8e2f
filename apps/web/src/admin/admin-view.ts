import type { Me } from '@bookchat/shared';
import { announcer } from '../components/announcer.ts';
import { button } from '../components/button.ts';
import { themeSwitch } from '../components/theme-switch.ts';
import { h } from '../lib/h.ts';
import type { ThemeStore } from '../stores/theme.ts';
import styles from './admin-view.css?inline';
import { createCall } from './call.ts';
import { signInForm } from './components/sign-in-form.ts';
import { describeFailure } from './lib/describe-failure.ts';
import { addStyle, wearStyle } from './lib/page-style.ts';
import { operatorsPage } from './operators-page.ts';
import { createSession, type SessionState } from './stores/session.ts';

addStyle(styles);

export interface AdminOptions {
  readonly theme: ThemeStore;
  clock(): Date;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** The operator's page: whoever may not see it yet is asked for the token. */
export function adminView({ theme, clock, fetch, signal }: AdminOptions): HTMLElement {
  wearStyle(signal);
  document.title = 'Operator’s page · BookChat';
  const call = createCall(location.origin, fetch);
  const session = createSession(call);
  const news = announcer();
  const themes = themeSwitch(theme.choose);
  const signOut = h('button', { class: 'admin__sign-out', type: 'button', hidden: true }, 'Sign out');
  const main = h('main', { class: 'admin__main', id: 'page', tabindex: -1 });
  const whose = h('p', { class: 'chat-header__people' });
  let leaving = new AbortController();
  let shown: SessionState['kind'] | null = null;
  signOut.addEventListener('click', () => void end());
  theme.subscribe(themes.update, signal);
  themes.update(theme.get());
  session.subscribe(show, signal);
  signal.addEventListener('abort', () => leaving.abort());
  show(session.get());
  void session.look();
  return h(
    'div',
    { class: 'admin' },
    h('a', { class: 'skip-link', href: '#page' }, 'Skip to the page'),
    cover(whose, themes.dom, signOut),
    main,
    news.dom,
  );

  function show(state: SessionState): void {
    const me = meOf(state);
    whose.textContent = me === null ? 'Operator’s page' : `Operator’s page · ${me.name}, ${me.role}`;
    signOut.hidden = state.kind !== 'open' || (state.via !== 'session' && state.via !== 'person');
    if (state.kind === shown) return;
    const before = shown;
    shown = state.kind;
    leaving.abort();
    leaving = new AbortController();
    main.replaceChildren(...pageOf(state));
    if (isDoor(state.kind) && before === 'open') main.querySelector('input')?.focus();
    else if (before !== null && isDoor(before)) main.focus();
  }

  function pageOf(state: SessionState): Element[] {
    switch (state.kind) {
      case 'asking':
        return [];
      case 'away':
        return [
          h(
            'div',
            { class: 'sign-in' },
            h('h1', { class: 'sign-in__title' }, state.reason),
            button('Try again', () => void session.look()),
          ),
        ];
      case 'signed-out':
        return [signInForm(session.signIn, greetingOf(state), state.mode === 'open' ? null : signInLine())];
      case 'too-low':
        return [signInForm(session.signIn, 'This page is for admins and owners', roleLine(state.me))];
      case 'open':
        return operatorsPage({ call, session, theme, say: news.say, clock, signal: leaving.signal });
    }
  }

  async function end(): Promise<void> {
    try {
      await session.signOut();
      news.say('You are signed out.');
    } catch (error) {
      news.say(`You are still signed in. ${describeFailure(error)}`);
    }
  }
}

function isDoor(kind: SessionState['kind']): boolean {
  return kind === 'signed-out' || kind === 'too-low';
}

function meOf(state: SessionState): Me | null {
  return state.kind === 'open' || state.kind === 'too-low' ? state.me : null;
}

function greetingOf({ wasIn }: { readonly wasIn: boolean }): string {
  return wasIn ? 'You were signed out. Sign in again' : 'Sign in to run this server';
}

function signInLine(): HTMLElement {
  const link = h('a', { href: '/' }, 'Sign in to the chat');
  return h('p', {}, link, ' as an admin or owner and come back, or show the admin token.');
}

function roleLine({ name, role }: Me): HTMLElement {
  const words = `You are here as ${name}, a ${role}. An admin can change that; whoever has the admin token comes in with it.`;
  return h('p', {}, words);
}

function cover(whose: Element, ...parts: readonly Element[]): HTMLElement {
  const back = h('a', { class: 'admin__back', href: '/' }, 'BookChat');
  const title = h(
    'div',
    { class: 'chat-header__title' },
    h('p', { class: 'chat-header__room' }, back),
    whose,
  );
  return h(
    'header',
    { class: 'chat-header' },
    h('div', { class: 'chat-header__column admin__cover' }, title, ...parts),
  );
}
