import { expect, test } from 'vitest';
import { formatSeconds } from './format-seconds.ts';

test.each([
  [0, '0 s'],
  [0.000_85, '850 µs'],
  [0.002_64, '2.6 ms'],
  [0.12, '120 ms'],
  [1.44, '1.4 s'],
  [42, '42 s'],
  [200, '3 min 20 s'],
  [7_200, '2 h'],
  [5 * 86_400 + 3 * 3_600 + 59, '5 d 3 h'],
])('%d seconds are %s', (seconds, words) => {
  expect(formatSeconds(seconds)).toBe(words);
});
