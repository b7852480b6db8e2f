import { svg } from '../lib/svg.ts';

/** An open book whose right page begins with a speech bubble. */
export function openBook(): SVGSVGElement {
  return svg(
    '0 0 168 112',
    'drawing',
    'M84 30C70 20 46 17 20 22V94C46 89 70 92 84 102C98 92 122 89 148 94V22C122 17 98 20 84 30Z',
    'M84 30V102',
    'M34 40C48 38 60 40 70 45M34 54C48 52 60 54 70 59M34 68C44 66.500 52 67.500 60 70',
    'M98 46C106 42 120 40 132 41C135 41.300 136 43 136 45V60C136 63 134 64 132 64C124 63.500 116 64.500 110 66L102 74V68C99 68 97 67 97 64V48C97 47 97.500 46.300 98 46Z',
    'M124 12V34L130 29L136 34V13',
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
