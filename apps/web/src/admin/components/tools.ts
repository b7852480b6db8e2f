import { h } from '../../lib/h.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './tools.css?inline';

addStyle(styles);

/** What one does with a section, in a row above its content. */
export function tools(...parts: readonly Element[]): HTMLElement {
  return h('div', { class: 'tools' }, ...parts);
}
