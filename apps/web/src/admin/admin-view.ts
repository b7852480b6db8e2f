import type { Me } from '@bookchat/shared';
import { announcer } from '../components/announcer.ts';
import { button } from '../components/button.ts';
import { bringToSection } from '../lib/bring-to-section.ts';
import { h } from '../lib/h.ts';
import type { Access } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import styles from './admin-view.css?inline';
import { createCall } from './call.ts';
import { cover, coverButton } from './components/cover.ts';
import { notice } from './components/notice.ts';
import { signInForm } from './components/sign-in-form.ts';
import { describeFailure } from './lib/describe-failure.ts';
import { addStyle, wearStyle } from './lib/page-style.ts';
import { operatorsPage } from './operators-page.ts';
import { createSession, type SessionState } from './stores/session.ts';
import { describeTurn, isNews, isSamePage } from './stores/turns.ts';

addStyle(styles);

export interface AdminOptions {
  /** Who this browser is to the chat, which asks each minute and after every refusal. */
  readonly access: Access;
  readonly theme: ThemeStore;
  clock(): Date;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** The operator's page: whoever may not see it yet is asked for the token. */
export function adminView({ access, theme, clock, fetch, signal }: AdminOptions): HTMLElement {
  wearStyle(signal);
  document.title = 'Operator’s page · BookChat';
  const call = createCall(location.origin, fetch);
  const session = createSession(call);
  const news = announcer();
  const bar = notice(news.say, signal);
  const signOut = coverButton('Sign out', () => void end());
  const main = h('main', { class: 'admin__main', id: 'page', tabindex: -1 });
  const whose = h('p', {});
  let leaving = new AbortController();
  let shown: SessionState = session.get();
  window.addEventListener('hashchange', bring, { signal });
  session.subscribe(show, signal);
  access.subscribe((state) => isNews(state, session.get()) && session.check(), signal);
  signal.addEventListener('abort', () => {
    leaving.abort();
    session.stop();
  });
  void session.look();
  return h(
    'div',
    { class: 'admin' },
    h('a', { class: 'skip-link', href: '#page' }, 'Skip to the page'),
    cover({ theme, about: whose, signal }, signOut),
    main,
    bar.dom,
    news.dom,
  );

  function show(state: SessionState): void {
    const before = shown;
    const me = meOf(state);
    shown = state;
    whose.textContent = me === null ? 'Operator’s page' : `Operator’s page · ${me.name}, ${me.role}`;
    signOut.hidden = state.kind !== 'open' || (state.via !== 'session' && state.via !== 'person');
    if (isSamePage(state, before)) return;
    leaving.abort();
    leaving = new AbortController();
    bar.hide();
    main.replaceChildren(...pageOf(state, describeTurn(state, before)));
    if (isDoor(state) && before.kind === 'open') leadOut(state);
    else if (before.kind === 'open' || isDoor(before)) main.focus();
    bring();
  }

  /** The browser itself looked for it before it was there. */
  function bring(): void {
    bringToSection(main, location.hash, leaving.signal);
  }

  function leadOut(state: Door): void {
    main.querySelector('input')?.focus();
    // Whoever hears the page is in the field then, behind the words that say why.
    if (state.wasIn) news.say(greetingOf(state));
  }

  function pageOf(state: SessionState, turn: string | null): Element[] {
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
      case 'too-low':
        return [signInForm(session.signIn, greetingOf(state), explanationOf(state))];
      case 'open':
        return openPage(turn);
    }
  }

  function openPage(turn: string | null): Element[] {
    const { say } = news;
    return operatorsPage({ call, session, theme, say, tell: bar.tell, clock, signal: leaving.signal, turn });
  }

  async function end(): Promise<void> {
    const state = session.get();
    const isPerson = state.kind === 'open' && state.via === 'person';
    try {
      await session.signOut();
      if (isPerson) access.leave();
      news.say('You are signed out.');
    } catch (error) {
      news.say(`You are still signed in. ${describeFailure(error)}`);
    }
  }
}

type Door = Extract<SessionState, { readonly wasIn: boolean }>;

function isDoor(state: SessionState): state is Door {
  return state.kind === 'signed-out' || state.kind === 'too-low';
}

function meOf(state: SessionState): Me | null {
  return state.kind === 'open' || state.kind === 'too-low' ? state.me : null;
}

function greetingOf({ kind, wasIn }: Door): string {
  if (kind === 'too-low') return 'This page is for admins and owners';
  return wasIn ? 'You were signed out. Sign in again' : 'Sign in to run this server';
}

function explanationOf(state: Door): HTMLElement | null {
  if (state.kind === 'too-low') return roleLine(state);
  return state.mode === 'open' ? null : signInLine(state.wasIn);
}

function signInLine(wasIn: boolean): HTMLElement {
  const link = h('a', { href: '/' }, 'Sign in to the chat');
  const why = wasIn ? 'Your session has run out, or was ended elsewhere. ' : null;
  return h('p', {}, why, link, ' as an admin or owner and come back, or show the admin token.');
}

function roleLine({ wasIn, me: { name, role } }: Extract<Door, { readonly kind: 'too-low' }>): HTMLElement {
  const who = wasIn
    ? `Your role was changed, ${name}: you are a ${role} now.`
    : `You are here as ${name}, a ${role}.`;
  return h('p', {}, `${who} An admin can change that; whoever has the admin token comes in with it.`);
}
