import { h } from '../lib/h.ts';

/** A dot and a word: full where somebody is here, hollow where they are not. */
export function presenceMark(isHere: boolean): HTMLElement {
  const words = isHere ? 'here now' : 'away';
  return h('span', { class: 'presence', 'data-here': isHere }, words);
}
