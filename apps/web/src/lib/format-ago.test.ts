import { expect, test } from 'vitest';
import { formatAgo } from './format-ago.ts';

const AT = new Date('2026-11-20T17:16:41.500Z');

test.each([
  [-60, 'just now'],
  [0.9, 'just now'],
  [1, '1 second ago'],
  [40, '40 seconds ago'],
  [119, '1 minute ago'],
  [7_200, '2 hours ago'],
  [86_400 * 3, '3 days ago'],
  [86_400 * 70, '2 months ago'],
  [86_400 * 800, '2 years ago'],
])('%d seconds later it was %s', (seconds, words) => {
  expect(formatAgo(AT, new Date(AT.getTime() + seconds * 1_000))).toBe(words);
});
