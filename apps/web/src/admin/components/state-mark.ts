import { h } from '../../lib/h.ts';
import { svg } from '../../lib/svg.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './state-mark.css?inline';

addStyle(styles);

/** How something is: a shape of its own for each, before any colour. */
export type Mood = 'good' | 'warn' | 'bad' | 'off' | 'busy';

const SHAPES: Readonly<Record<Mood, readonly string[]>> = {
  good: ['M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16', 'M6.500 10.200L9 12.700L13.700 7.500'],
  warn: ['M10 2.500L18.500 17.500H1.500Z', 'M10 8V12.200M10 14.700V14.800'],
  bad: [
    'M6.500 2H13.500L18 6.500V13.500L13.500 18H6.500L2 13.500V6.500Z',
    'M7.200 7.200L12.800 12.800M12.800 7.200L7.200 12.800',
  ],
  off: ['M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15', 'M6.500 10H13.500'],
  busy: ['M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15', 'M10 5.500V10L13 12'],
};

/** A state as a shape and a word. */
export function stateMark(mood: Mood, word: string): HTMLElement {
  return h(
    'span',
    { class: 'state', 'data-mood': mood },
    svg('0 0 20 20', 'state__shape', ...SHAPES[mood]),
    word,
  );
}
