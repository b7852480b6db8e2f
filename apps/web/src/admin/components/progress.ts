import { h } from '../../lib/h.ts';
import type { View } from '../../lib/view.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './progress.css?inline';

addStyle(styles);

/** What is under way and how far, 0 to 1; null while nothing is. */
export type Progress = { readonly step: string; readonly done: number } | null;

export function progress(): View<Progress> {
  const words = h('p', {});
  const bar = h('progress', { class: 'progress__bar', max: 1 });
  const dom = h('div', { class: 'progress', hidden: true }, words, bar);
  return { dom, update, destroy: () => dom.remove() };

  function update(state: Progress): void {
    dom.hidden = state === null;
    if (state === null) return;
    words.textContent = `${state.step} (${Math.floor(state.done * 100)} %)`;
    bar.ariaLabel = state.step;
    bar.value = state.done;
  }
}
