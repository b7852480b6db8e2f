import { expect, test } from 'vitest';
import { parseCpuTicks } from './usage.ts';

test('processor time is read behind a name with spaces and brackets', () => {
  const stat = '42 (node (x) y) S 1 42 42 0 -1 4194304 1 2 3 4 250 50 7 8 20 0 11 0 100';
  expect(parseCpuTicks(stat)).toBe(300);
});
