import { expect, test } from 'vitest';
import { formatTime } from './format-time.ts';
import { formatWhen } from './format-when.ts';

const NOW = new Date(2026, 10, 20, 17, 16);

test('what was today has its time', () => {
  const at = new Date(2026, 10, 20, 9, 5);
  expect(formatWhen(at, NOW)).toBe(formatTime(at));
});

test.each([
  [new Date(2026, 10, 18), 'Wed'],
  [new Date(2026, 9, 3), '3 Oct'],
  [new Date(2025, 9, 3), 'Oct 2025'],
])('%s was "%s"', (at, words) => {
  expect(formatWhen(at, NOW)).toBe(words);
});
