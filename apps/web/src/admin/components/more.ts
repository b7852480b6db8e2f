import { h } from '../../lib/h.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './more.css?inline';

addStyle(styles);

/** What is shown to whoever asks for more; `of` says of what, for a screen reader. */
export function more(title: string, content: Element, of?: string): HTMLDetailsElement {
  const named = of === undefined ? null : h('span', { class: 'for-readers' }, `: ${of}`);
  return h('details', { class: 'more' }, h('summary', {}, title, named), content);
}
