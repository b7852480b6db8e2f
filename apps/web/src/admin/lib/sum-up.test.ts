import { expect, test } from 'vitest';
import { sumUp } from './sum-up.ts';

test('a series is summed up over its gaps', () => {
  expect(sumUp([null, 3, 9, null, 1, 4])).toEqual({ latest: 4, highest: 9, highestAt: 2, lowest: 1 });
});

test('a gap at the end leaves the last known value', () => {
  expect(sumUp([2, null])?.latest).toBe(2);
});

test('a series of gaps comes to nothing', () => {
  expect(sumUp([null, null])).toBeNull();
});
