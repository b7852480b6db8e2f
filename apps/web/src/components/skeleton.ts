import { h } from '../lib/h.ts';
import './skeleton.css';

/** Messages' shapes while they are on their way; the style shows them only when that takes a while. */
export function skeleton(rows: number): HTMLElement {
  const bubbles = Array.from({ length: rows }, () => h('div', { class: 'skeleton__bubble' }));
  return h('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...bubbles);
}
