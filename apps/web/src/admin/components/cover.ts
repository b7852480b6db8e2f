import { themeSwitch } from '../../components/theme-switch.ts';
import { h } from '../../lib/h.ts';
import { svg } from '../../lib/svg.ts';
import type { Theme } from '../../lib/themes.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import '../../components/chat-header.css';
import styles from './cover.css?inline';

addStyle(styles);

const ARROW = 'M19 12H5M11 6L5 12L11 18';

export interface CoverOptions {
  readonly theme: Desk['theme'] & { choose(theme: Theme): void };
  /** What page it is; null where the conversation is not open to whoever sees it. */
  readonly about: Element | null;
  readonly signal: AbortSignal;
}

/** The cover of a page beside the conversation, with the way back to it. */
export function cover({ theme, about, signal }: CoverOptions, ...parts: readonly Element[]): HTMLElement {
  const themes = themeSwitch(theme.choose);
  theme.subscribe(themes.update, signal);
  themes.update(theme.get());
  about?.classList.add('chat-header__people');
  const title = h(
    'div',
    { class: 'chat-header__title' },
    h('p', { class: 'chat-header__room' }, 'BookChat'),
    about,
  );
  const back = about === null ? null : wayBack();
  const column = h('div', { class: 'chat-header__column cover' }, back, title, ...parts, themes.dom);
  return h('header', { class: 'chat-header' }, column);
}

function wayBack(): HTMLElement {
  const words = h('span', {}, h('span', { class: 'cover__to' }, 'Back to '), h('span', {}, 'chat'));
  const dom = h('a', { class: 'cover__button', href: '/' }, words);
  dom.prepend(svg('0 0 24 24', 'icon', ARROW));
  return dom;
}

export function coverButton(label: string, act: () => void): HTMLButtonElement {
  const dom = h('button', { class: 'cover__button', type: 'button', hidden: true }, label);
  dom.addEventListener('click', act);
  return dom;
}
