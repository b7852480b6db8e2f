import { type AnswerOf, linkTokenSchema, type lookAtLink } from '@bookchat/shared';
import { type Call, createCall } from '../admin/call.ts';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import { hasCode } from '../api-error.ts';
import { button } from '../components/button.ts';
import { looseLeaf } from '../components/drawings.ts';
import { goTo } from '../lib/go-to.ts';
import { h } from '../lib/h.ts';
import { whyNot } from '../lib/why-not.ts';
import type { Access } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import { type Door, door, saying } from './components/door.ts';
import { skeletonLines } from './components/skeleton-lines.ts';
import { joinForm } from './join-form.ts';
import { recoveryForm } from './recovery-form.ts';

export interface JoinOptions {
  readonly access: Access;
  readonly theme: ThemeStore;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

export type Link = AnswerOf<typeof lookAtLink>;

/** Where a one-time link leads: to a first account, to another, or to a new password. */
export function joinView({ access, theme, fetch, signal }: JoinOptions): HTMLElement {
  const token = takeToken();
  const call = createCall(location.origin, fetch);
  const page = door(theme, signal);
  if (whyNot(linkTokenSchema, token) === null) void look();
  else showBroken(page);
  return page.dom;

  async function look(): Promise<void> {
    page.show('One moment', skeletonLines());
    try {
      show(await call<typeof lookAtLink>('POST', '/api/links/look', { body: { token }, signal }));
    } catch (error) {
      if (!signal.aborted) refuse(error);
    }
  }

  function refuse(error: unknown): void {
    if (hasCode(error, 'link_ended')) showEnded(page);
    else if (hasCode(error, 'accounts_off')) showAccountsOff(page);
    else
      page.show(
        'This link could not be looked at',
        saying(describeFailure(error)),
        button('Try again', () => void look()),
      );
  }

  function show(link: Link): void {
    const options = { link, token, call, access, ended: () => showEnded(page), done };
    const form = link.kind === 'recovery' ? recoveryForm(options) : joinForm(options);
    page.show(form.heading, ...form.parts);
    form.focus();
  }

  function done(): void {
    goTo('/');
  }
}

export interface LinkFormOptions {
  readonly link: Link;
  readonly token: string;
  readonly call: Call;
  readonly access: Pick<Access, 'get' | 'enter'>;
  /** The link has ended meanwhile. */
  ended(): void;
  done(): void;
}

/** It goes from the address at once, so that it stands in no history and on no screenshot. */
function takeToken(): string {
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return token;
}

function showEnded(page: Door): void {
  const words =
    'It was used, was withdrawn, or its time is over. Ask whoever gave it to you for another one.';
  page.show('This link has ended', looseLeaf(), saying(words), wayIn());
}

function showBroken(page: Door): void {
  const words =
    'A part of it is missing. Open it again as it was sent to you, from its first letter to its last.';
  page.show('This link is not whole', looseLeaf(), saying(words), wayIn());
}

function showAccountsOff(page: Door): void {
  const words = 'This server has no accounts: whoever reaches it may read and write.';
  page.show('No account is needed', saying(words), wayIn('Go to the conversation'));
}

function wayIn(label = 'Go to sign in'): HTMLElement {
  return h('a', { class: 'button door__wide', href: '/' }, label);
}
