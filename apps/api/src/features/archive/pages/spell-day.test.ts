import { expect, it } from 'vitest';
import { spellDay } from './spell-day.ts';

it.each([
  ['2026-11-20', 'Friday, 20 November 2026'],
  ['2024-02-29', 'Thursday, 29 February 2024'],
  ['2027-01-01', 'Friday, 1 January 2027'],
])('spells %s as %s', (day, words) => {
  expect(spellDay(day)).toBe(words);
});
