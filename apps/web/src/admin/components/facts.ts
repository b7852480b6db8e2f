import { h } from '../../lib/h.ts';
import type { View } from '../../lib/view.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './facts.css?inline';

addStyle(styles);

export type Fact = readonly [name: string, value: string | Node | null];

/** Names and values, of which only what changed is touched; a fact that is null is left out. */
export function facts(): View<readonly Fact[]> & { readonly dom: HTMLElement } {
  const dom = h('dl', { class: 'pairs' });
  const rows = new Map<string, { row: HTMLElement; value: HTMLElement }>();
  return { dom, update, destroy: () => dom.remove() };

  function update(all: readonly Fact[]): void {
    for (const [name, value] of all) {
      const entry = rows.get(name) ?? add(name);
      entry.row.hidden = value === null;
      if (value !== null) fill(entry.value, value);
    }
  }

  function add(name: string): { row: HTMLElement; value: HTMLElement } {
    const value = h('dd', {});
    const row = h('div', { class: 'pairs__row' }, h('dt', {}, name), value);
    rows.set(name, { row, value });
    dom.append(row);
    return { row, value };
  }
}

/** What looks the same stays, so that it can be selected and keeps the focus. */
export function fill(place: HTMLElement, content: string | Node): void {
  const fresh = h('div', {}, content);
  const isSame =
    fresh.childNodes.length === place.childNodes.length &&
    [...fresh.childNodes].every((node, index) => node.isEqualNode(place.childNodes[index] ?? null));
  if (!isSame) place.replaceChildren(...fresh.childNodes);
}
