import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { button } from './button.ts';
import { skeleton } from './skeleton.ts';
import './stretch-end.css';

export interface StretchEndState {
  /** Whether the room goes on beyond what is shown. */
  readonly goesOn: boolean;
  /** Why its next page does not come; null while it is on its way. */
  readonly trouble: string | null;
}

/** Where what is shown ends before the room does: the shapes of what comes, or why it does not. */
export function stretchEnd(tryAgain: () => void): View<StretchEndState> {
  const shapes = skeleton(2);
  const words = h('p', {});
  const notice = h('div', { class: 'stretch-end__notice' }, words, button('Try again', tryAgain, 'quiet'));
  const dom = h('div', { class: 'stretch-end' }, shapes, notice);
  return { dom, update, destroy: () => dom.remove() };

  function update({ goesOn, trouble }: StretchEndState): void {
    dom.hidden = !goesOn;
    shapes.hidden = trouble !== null;
    notice.hidden = trouble === null;
    words.textContent = trouble;
  }
}
