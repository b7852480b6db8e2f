import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import './unread-line.css';

/** Stands above the first message that came while the reader was away. */
export function unreadLine(): View<unknown> {
  const dom = h(
    'li',
    { class: 'unread-line' },
    h('p', { class: 'unread-line__words' }, 'New since you were away'),
  );
  return { dom, update: () => undefined, destroy: () => dom.remove() };
}
