import { expect, test } from 'vitest';
import { formatDay, formatFullTime, formatTime, localDay } from './format-time.ts';

const AT = new Date(2026, 10, 20, 9, 5, 7);

test('a day reads like the heading of a chapter', () => {
  expect(formatDay(AT, new Date(2026, 11, 31))).toBe('Friday, 20 November');
});

test('a day of another year says which', () => {
  expect(formatDay(AT, new Date(2027, 0, 1))).toBe('Friday, 20 November 2026');
});

test('times are local, and the full one leaves nothing out', () => {
  expect(formatTime(AT)).toMatch(/^0?9:05/);
  expect(formatFullTime(AT)).toMatch(/^Friday, 20 November 2026 at 0?9:05:07/);
});

test('the key of a day is the local one', () => {
  expect(localDay(AT)).toBe('2026-11-20');
  expect(localDay(new Date(2026, 0, 1, 0, 0, 0))).toBe('2026-01-01');
});
