import { expect, test } from 'vitest';
import { hueOf } from './hue.ts';

test('a name has its hue for good, and different names rarely share one', () => {
  expect(hueOf('alice')).toBe(hueOf('alice'));
  expect(new Set(['alice', 'bob', 'carol'].map(hueOf)).size).toBe(3);
  expect(hueOf('')).toBeGreaterThanOrEqual(0);
});
