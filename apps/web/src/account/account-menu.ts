import { createCall } from '../admin/call.ts';
import { addStyle } from '../admin/lib/page-style.ts';
import { themeSwitch } from '../components/theme-switch.ts';
import { h, on } from '../lib/h.ts';
import type { Access, Insider } from '../stores/access.ts';
import type { ThemeStore } from '../stores/theme.ts';
import styles from './account-menu.css?inline';
import { ROLE_NAMES } from './lib/role-names.ts';
import { signOutHere } from './sign-out.ts';

addStyle(styles);

const GAP_PX = 4;

export interface AccountMenuOptions {
  readonly access: Access;
  readonly theme: ThemeStore;
  readonly fetch: typeof globalThis.fetch;
  say(words: string): void;
  readonly opener: HTMLElement;
  readonly signal: AbortSignal;
}

/** What one can do as oneself, below one's face in the cover, until one looks elsewhere. */
export function openAccountMenu({ access, theme, fetch, say, opener, signal }: AccountMenuOptions): void {
  const state = access.get();
  if (state.kind !== 'in') return;
  const closing = new AbortController();
  const trouble = h('p', { class: 'account-menu__trouble', role: 'alert' });
  const out = on(h('button', { class: 'account-menu__item', type: 'button' }, 'Sign out'), {
    click: () => void leave(),
  });
  const items = [...linksOf(state.me), themeItem(theme, closing.signal), out];
  const dom = h(
    'div',
    { class: 'account-menu', popover: 'auto', role: 'dialog', 'aria-label': 'Your account' },
    h(
      'p',
      { class: 'account-menu__name' },
      h('bdi', {}, state.me.name),
      h('span', { class: 'account-menu__role' }, ROLE_NAMES[state.me.role]),
    ),
    ...items,
    trouble,
  );
  on(dom, { toggle: toggled, keydown });
  signal.addEventListener('abort', () => dom.remove(), { signal: closing.signal });
  document.body.append(dom);
  place();
  window.addEventListener('resize', place, { signal: closing.signal });
  dom.showPopover();
  items[0]?.focus();

  function place(): void {
    const { bottom, right } = opener.getBoundingClientRect();
    dom.style.insetBlockStart = `${bottom + GAP_PX}px`;
    dom.style.insetInlineEnd = `${Math.max(GAP_PX * 2, document.documentElement.clientWidth - right)}px`;
  }

  function toggled(event: Event): void {
    const isOpen = (event as ToggleEvent).newState === 'open';
    opener.ariaExpanded = String(isOpen);
    if (isOpen) return;
    const had = dom.contains(document.activeElement) || document.activeElement === document.body;
    dom.remove();
    closing.abort();
    if (had) opener.focus();
  }

  function keydown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const seen = items.filter((item) => item.checkVisibility());
    const at = seen.indexOf(document.activeElement as HTMLElement);
    seen.at((at + step) % seen.length)?.focus();
  }

  async function leave(): Promise<void> {
    const refusal = await signOutHere(createCall(location.origin, fetch), access);
    trouble.textContent = refusal;
    say(refusal ?? 'You are signed out.');
  }
}

/** On a phone, the cover has no room for it. */
function themeItem(theme: ThemeStore, signal: AbortSignal): HTMLElement {
  const { dom, update } = themeSwitch(theme.choose, 'words');
  dom.className = 'account-menu__item account-menu__theme';
  theme.subscribe(update, signal);
  update(theme.get());
  return dom;
}

function linksOf({ role }: Insider): HTMLElement[] {
  const runsIt = role === 'owner' || role === 'admin';
  return [link('/me', 'Your account'), ...(runsIt ? [link('/admin', 'Operator’s page')] : [])];
}

function link(href: string, words: string): HTMLElement {
  return h('a', { class: 'account-menu__item', href }, words);
}
