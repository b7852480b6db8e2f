import { svg } from '../lib/svg.ts';
import './bookmark.css';

/** What a bookmark says by its shape: drawn in dashes, in outline, with a keyhole, filled, filled with a tick or an alarm. */
export type Mark = 'on-its-way' | 'outline' | 'kept' | 'filled' | 'verified' | 'failing';

const RIBBON = 'M1 0V17L6 12.500L11 17V0Z';
const SIGNS: Readonly<Partial<Record<Mark, string>>> = {
  kept: 'M5.200 6.400L4.700 9.800H7.300L6.800 6.400A1.700 1.700 0 1 0 5.200 6.400Z',
  verified: 'M3.500 6.500L5.300 8.300L8.700 4.700',
  failing: 'M6 3V7M6 9.400V9.500',
};

/** BookChat's sign: the ribbon that marks a page worth keeping. */
export function bookmark(className: string): SVGSVGElement {
  return svg('0 0 12 18', `bookmark ${className}`, RIBBON, '');
}

export function setMark(element: SVGSVGElement, mark: Mark): void {
  const sign = SIGNS[mark];
  // One that goes stays drawn while it fades.
  if (sign !== undefined) element.lastElementChild?.setAttribute('d', sign);
  element.dataset['mark'] = mark;
}
