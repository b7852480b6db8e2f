import { expect, test } from 'vitest';
import { thinOut } from './thin-out.ts';

test('as many places as are wanted, the last among them', () => {
  expect(thinOut(60, 12)).toEqual([4, 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, 59]);
  expect(thinOut(3, 12)).toEqual([0, 1, 2]);
  expect(thinOut(0, 12)).toEqual([]);
});
