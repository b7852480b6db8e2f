import { expect, it } from 'vitest';
import { formatNumber } from './format-number.ts';

it.for([0, 7, 999, 1_000, 12_345, 123_456, 1_234_567, 1_000_000_000, -1, -999, -1_000, -1_234_567])(
  'writes %i as English does',
  (number) => {
    expect(formatNumber(number)).toBe(number.toLocaleString('en'));
  },
);
