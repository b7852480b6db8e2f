import { addStyle } from '../../admin/lib/page-style.ts';
import '../../components/skeleton.css';
import { h } from '../../lib/h.ts';
import styles from './shapes.css?inline';

addStyle(styles);

/** The shape of some words, in a line as high as theirs. */
export function wordsShape(letters: number): HTMLElement {
  const dom = h('span', { class: 'skeleton__shape shape--words' });
  dom.style.width = `min(${letters}ch, 100%)`;
  return dom;
}

export function fieldShape(...hints: readonly number[]): HTMLElement {
  const field = h('div', { class: 'skeleton__shape shape--field' });
  const lines = hints.map((letters) => h('p', { class: 'entry__hint' }, wordsShape(letters)));
  return h('div', { class: 'entry' }, h('p', { class: 'entry__label' }, wordsShape(9)), field, ...lines);
}

export function buttonShape(): HTMLElement {
  return h('div', { class: 'skeleton__shape shape--button' });
}

export function smallButtonShape(): HTMLElement {
  return h('div', { class: 'skeleton__shape shape--button shape--small' });
}
