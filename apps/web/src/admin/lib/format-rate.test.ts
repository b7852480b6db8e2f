import { expect, test } from 'vitest';
import { formatRate } from './format-rate.ts';

test.each([
  [0, 'none'],
  [0.05, '3 a minute'],
  [3.24, '3.2 a second'],
  [240.4, '240 a second'],
])('%d a second is %s', (rate, words) => {
  expect(formatRate(rate)).toBe(words);
});
