import { expect, test } from 'vitest';
import { median } from './median.ts';
import { pairwiseRatio } from './pairwise-ratio.ts';
import { percentile } from './percentile.ts';

test('the median of an odd count is the middle value, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
});

test('the median of an even count lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a percentile is one of the values (nearest rank)', () => {
  const hundred = Float64Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 1)).toBe(100);
});

test('no values have the median and percentile 0', () => {
  expect(median([])).toBe(0);
  expect(percentile([], 0.99)).toBe(0);
});

test('a slow round changes both sides and so leaves the ratio as it was', () => {
  expect(pairwiseRatio([100, 50, 110], [200, 100, 200])).toEqual({ median: 0.5, min: 0.5, max: 0.55 });
});
