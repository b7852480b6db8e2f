import type { readSession } from '@bookchat/shared';
import { createCall } from '../admin/call.ts';
import { notice } from '../admin/components/notice.ts';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import { wearStyle } from '../admin/lib/page-style.ts';
import { announcer } from '../components/announcer.ts';
import { button } from '../components/button.ts';
import { bringToSection } from '../lib/bring-to-section.ts';
import { goTo } from '../lib/go-to.ts';
import type { Access } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import type { Account } from './account-desk.ts';
import { ownAlone } from './own-alone.ts';
import { ownFrame } from './own-frame.ts';
import { ownPage } from './own-page.ts';
import { ownSkeleton } from './own-skeleton.ts';
import { signOutHere } from './sign-out.ts';

export const NOT_OPENED = 'Your account could not be opened';

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
  const { dom, main, out } = ownFrame(theme, () => void leave(), signal);
  window.addEventListener('hashchange', bring, { signal });
  void load();
  dom.append(bar.dom, news.dom);
  return dom;

  async function load(): Promise<void> {
    main.replaceChildren(ownSkeleton());
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
    const back = button('Go to the conversation', () => goTo('/'));
    main.replaceChildren(ownAlone('Nothing is kept of you here', words, back));
  }

  function showTrouble(error: unknown): void {
    const again = button('Try again', () => void load());
    main.replaceChildren(ownAlone(NOT_OPENED, describeFailure(error), again));
  }

  async function leave(): Promise<void> {
    const refusal = await signOutHere(call, access);
    news.say(refusal ?? 'You are signed out.');
    if (refusal === null) goTo('/');
    else out.title = refusal;
  }
}
