import { expect, test } from 'vitest';
import { formatUntil } from './format-until.ts';

const now = new Date('2026-11-20T12:00:00.000Z');

test.each([
  ['2026-11-20T12:00:20.000Z', 'in 20 s'],
  ['2026-11-22T12:00:00.000Z', 'in 2 d'],
  ['2026-11-20T11:59:00.000Z', 'now'],
])('%s is %s', (at, words) => {
  expect(formatUntil(new Date(at), now)).toBe(words);
});
