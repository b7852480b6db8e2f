import { cover } from '../../admin/components/cover.ts';
import { addStyle, wearStyle } from '../../admin/lib/page-style.ts';
import { type Child, h } from '../../lib/h.ts';
import type { ThemeStore } from '../../stores/theme.ts';
import styles from './door.css?inline';

addStyle(styles);

export interface Door {
  readonly dom: HTMLElement;
  /** Shows a leaf of paper with this on it, and brings the reader there. */
  show(heading: string, ...parts: readonly Child[]): void;
}

/** The page of whoever is not in yet: one leaf on the ground. */
export function door(theme: ThemeStore, signal: AbortSignal): Door {
  wearStyle(signal);
  const leaf = h('div', { class: 'door__leaf' });
  const main = h('main', { class: 'door__main', tabindex: -1 }, leaf);
  const dom = h('div', { class: 'door' }, cover({ theme, about: null, signal }), main);
  return { dom, show };

  function show(heading: string, ...parts: readonly Child[]): void {
    document.title = `${heading} · BookChat`;
    leaf.replaceChildren();
    leaf.append(h('h1', { class: 'door__heading' }, heading), ...parts.filter((part) => part !== null));
  }
}

export function saying(...words: readonly (Node | string)[]): HTMLElement {
  return h('p', { class: 'door__saying' }, ...words);
}
