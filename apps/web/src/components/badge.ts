import { formatCount } from '../lib/format-count.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import './badge.css';

export interface BadgeState {
  readonly unread: number;
  /** Something is new, counted or not. */
  readonly hasNews: boolean;
}

/** How much is new: a number, or a dot where it was not counted. In words for who does not see it. */
export function badge(): View<BadgeState> & { readonly dom: HTMLElement } {
  const dom = h('span', { class: 'badge' });
  return { dom, update, destroy: () => dom.remove() };

  function update({ unread, hasNews }: BadgeState): void {
    dom.hidden = !hasNews;
    dom.classList.toggle('badge--dot', unread === 0);
    dom.replaceChildren(...(hasNews ? partsOf(unread) : []));
  }
}

function partsOf(unread: number): HTMLElement[] {
  const [count, words] =
    unread === 0 ? ['', 'something new'] : [formatCount(unread), `${formatCount(unread)} unread`];
  return [h('span', { 'aria-hidden': 'true' }, count), h('span', { class: 'for-readers' }, words)];
}
