import { svg } from '../lib/svg.ts';

/** A shelf with a few books, and a gap where one more will stand. */
export function emptyShelf(): SVGSVGElement {
  return svg(
    '0 0 168 112',
    'drawing',
    'M14 92H154M24 92V104M144 92V104',
    'M28 92V34H42V92M42 92V24H58V92M28 44H42M28 80H42M42 36H58',
    'M122 92L134 32L150 35.500L138 92M126.500 70L142.500 73.500',
    'M74 92V30H106V92',
    'M84 30V56L90 50.500L96 56V30',
  );
}
