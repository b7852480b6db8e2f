import { cover, coverButton } from '../admin/components/cover.ts';
import { addStyle } from '../admin/lib/page-style.ts';
import { h } from '../lib/h.ts';
import type { ThemeStore } from '../stores/theme.ts';
import styles from './own-view.css?inline';

addStyle(styles);

export interface OwnFrame {
  readonly dom: HTMLElement;
  readonly main: HTMLElement;
  readonly out: HTMLButtonElement;
}

/** What stands around one's own page, whatever it shows. */
export function ownFrame(theme: ThemeStore, leave: () => void, signal: AbortSignal): OwnFrame {
  const main = h('main', { class: 'own__main', id: 'page', tabindex: -1 });
  const out = coverButton('Sign out', leave);
  const skip = h('a', { class: 'skip-link', href: '#page' }, 'Skip to the page');
  const head = cover({ theme, about: h('p', {}, 'Your account'), signal }, out);
  return { dom: h('div', { class: 'own' }, skip, head, main), main, out };
}
