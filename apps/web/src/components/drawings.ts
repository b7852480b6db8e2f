import { svg } from '../lib/svg.ts';

/** An open book, still blank but for a speech bubble, with a ribbon between its pages. */
export function openBook(): SVGSVGElement {
  return svg(
    '0 0 168 112',
    'drawing',
    'M84 26C68 14 44 11 16 16V92C44 87 68 90 84 102C100 90 124 87 152 92V16C124 11 100 14 84 26Z',
    'M84 26V102M10 22V98C40 94 66 96 80 106M158 22V98C128 94 102 96 88 106',
    'M99 41C108 36 122 34 136 35Q140 35.500 140 39V57Q140 61 136 61C128 60.500 120 61 113 63L104 73V66Q99 66 99 61Z',
    'M58 14V42L64.500 36L71 42V18',
  );
}

/** A bookmark that has come loose from its page. */
export function looseLeaf(): SVGSVGElement {
  return svg(
    '0 0 168 112',
    'drawing',
    'M48 14H104L122 32V98H48Z',
    'M104 14V32H122',
    'M62 46H106M62 58H106M62 70H90',
    'M132 58L146 54L154 84L145 80L138 88Z',
    'M20 98H148',
  );
}
