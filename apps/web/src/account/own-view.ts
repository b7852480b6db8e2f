import type { readSession } from '@bookchat/shared';
import { createCall } from '../admin/call.ts';
import { notice } from '../admin/components/notice.ts';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import { addStyle, wearStyle } from '../admin/lib/page-style.ts';
import { announcer } from '../components/announcer.ts';
import { button } from '../components/button.ts';
import { goTo } from '../lib/go-to.ts';
import { h, on } from '../lib/h.ts';
import type { Access } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import type { Account } from './account-desk.ts';
import { bringToSection } from './bring-to-section.ts';
import { cover } from './components/cover.ts';
import { saying } from './components/door.ts';
import { skeletonLines } from './components/skeleton-lines.ts';
import { ownPage } from './own-page.ts';
import styles from './own-view.css?inline';
import { signOutHere } from './sign-out.ts';

addStyle(styles);

export interface OwnViewOptions {
  readonly access: Access;
  readonly theme: ThemeStore;
  clock(): Date;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** One's own page: what the server knows of whoever is signed in, and what they can do about it. */
export function ownView({ access, theme, clock, fetch, signal }: OwnViewOptions): HTMLElement {
  wearStyle(signal);
  document.title = 'Your account · BookChat';
  const call = createCall(location.origin, fetch);
  const news = announcer();
  const bar = notice(news.say, signal);
  const out = on(h('button', { class: 'own__sign-out', type: 'button', hidden: true }, 'Sign out'), {
    click: () => void leave(),
  });
  const main = h('main', { class: 'own__main', id: 'page', tabindex: -1 });
  window.addEventListener('hashchange', bring, { signal });
  void load();
  return h(
    'div',
    { class: 'own' },
    h('a', { class: 'skip-link', href: '#page' }, 'Skip to the page'),
    cover('Your account', theme, signal, out),
    main,
    bar.dom,
    news.dom,
  );

  async function load(): Promise<void> {
    main.replaceChildren(h('div', { class: 'own__column own__waiting' }, skeletonLines()));
    try {
      const { mode, signed_in, ways } = await call<typeof readSession>('GET', '/api/session', { signal });
      if (signed_in !== null) open({ me: signed_in.me, ways });
      else if (mode === 'open') showNoAccounts();
      else access.nudge();
    } catch (error) {
      if (!signal.aborted) showTrouble(error);
    }
  }

  function open(account: Account): void {
    out.hidden = false;
    const { say } = news;
    main.replaceChildren(ownPage({ call, access, account, theme, say, tell: bar.tell, clock, signal }));
    bring();
  }

  /** The browser itself looked for it before it was there. */
  function bring(): void {
    bringToSection(main, location.hash, signal);
  }

  function showNoAccounts(): void {
    const words = 'This server has no accounts: whoever reaches it may read and write.';
    showAlone(
      'Nothing is kept of you here',
      words,
      button('Go to the conversation', () => goTo('/')),
    );
  }

  function showTrouble(error: unknown): void {
    showAlone(
      'Your account could not be opened',
      describeFailure(error),
      button('Try again', () => void load()),
    );
  }

  function showAlone(heading: string, words: string, action: Element): void {
    const title = h('h1', { class: 'own__heading' }, heading);
    main.replaceChildren(h('div', { class: 'own__column own__alone' }, title, saying(words), action));
  }

  async function leave(): Promise<void> {
    const refusal = await signOutHere(call, access);
    news.say(refusal ?? 'You are signed out.');
    if (refusal === null) goTo('/');
    else out.title = refusal;
  }
}
