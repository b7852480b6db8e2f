import { themeSwitch } from '../../components/theme-switch.ts';
import { h } from '../../lib/h.ts';
import type { ThemeStore } from '../../stores/theme.ts';
import '../../components/chat-header.css';

/** The cover of a page beside the conversation: the product's name leads back to it. */
export function cover(
  title: string | null,
  theme: ThemeStore,
  signal: AbortSignal,
  ...parts: readonly Element[]
): HTMLElement {
  const themes = themeSwitch(theme.choose);
  theme.subscribe(themes.update, signal);
  themes.update(theme.get());
  const name = title === null ? 'BookChat' : h('a', { class: 'cover__back', href: '/' }, 'BookChat');
  const head = h(
    'div',
    { class: 'chat-header__title' },
    h('p', { class: 'chat-header__room' }, name),
    title === null ? null : h('p', { class: 'chat-header__people' }, title),
  );
  return h(
    'header',
    { class: 'chat-header' },
    h('div', { class: 'chat-header__column' }, head, themes.dom, ...parts),
  );
}
