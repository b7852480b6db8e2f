import { addStyle } from '../../admin/lib/page-style.ts';
import '../../components/skeleton.css';
import { h } from '../../lib/h.ts';
import styles from './shapes.css?inline';

addStyle(styles);

/** As wide as what people write. */
const LETTERS = 'It is there in a moment, as soon as the server has answered. '.repeat(2);

/** The shape of so many letters, which breaks into lines where words would. */
export function wordsShape(letters: number): HTMLElement {
  return h('span', { class: 'shape--words' }, LETTERS.slice(0, letters));
}

/** The letters of its hint. */
export function fieldShape(letters: number): HTMLElement {
  return h(
    'div',
    { class: 'entry' },
    h('p', { class: 'entry__label' }, wordsShape(9)),
    h('div', { class: 'skeleton__shape shape--field' }),
    h('p', { class: 'entry__hint' }, wordsShape(letters)),
  );
}

export function buttonShape(): HTMLElement {
  return h('div', { class: 'skeleton__shape shape--button' });
}

export function smallButtonShape(): HTMLElement {
  return h('div', { class: 'skeleton__shape shape--button shape--small' });
}
