import { expect, test } from 'vitest';
import { parseBusyTicks, parseCpuTicks } from './usage.ts';

test('processor time is read behind a name with spaces and brackets', () => {
  const stat = '42 (node (x) y) S 1 42 42 0 -1 4194304 1 2 3 4 250 50 7 8 20 0 11 0 100';
  expect(parseCpuTicks(stat)).toBe(300);
});

test('idle time and waiting for the disk are not busy', () => {
  expect(parseBusyTicks('cpu  10 20 30 4000 5000 6 7 8 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n')).toBe(81);
});
