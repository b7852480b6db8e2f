import { svg } from '../lib/svg.ts';
import './bookmark.css';

/** What a bookmark says by its shape: drawn in dashes, in outline, filled, filled with a tick or with an alarm. */
export type Mark = 'on-its-way' | 'outline' | 'filled' | 'verified' | 'failing';

const RIBBON = 'M1 0V17L6 12.500L11 17V0Z';
const TICK = 'M3.500 6.500L5.300 8.300L8.700 4.700';
const ALARM = 'M6 3V7M6 9.400V9.500';

/** BookChat's sign: the ribbon that marks a page worth keeping. */
export function bookmark(className: string): SVGSVGElement {
  const element = svg('0 0 12 18', `bookmark ${className}`, RIBBON, TICK, ALARM);
  element.children[1]?.setAttribute('class', 'bookmark__tick');
  element.children[2]?.setAttribute('class', 'bookmark__alarm');
  return element;
}

export function setMark(element: SVGSVGElement, mark: Mark): void {
  element.dataset['mark'] = mark;
}
