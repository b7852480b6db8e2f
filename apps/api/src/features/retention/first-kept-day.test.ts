import { describe, expect, test } from 'vitest';
import { firstKeptDay } from './first-kept-day.ts';

describe('the first day that is kept', () => {
  test.for([
    ['2026-11-20T00:00:00.000Z', 1, '2026-11-19'],
    ['2026-11-19T23:59:59.999Z', 1, '2026-11-18'],
    ['2026-11-20T12:00:00.000Z', 30, '2026-10-21'],
    ['2024-03-01T00:00:00.000Z', 1, '2024-02-29'],
    ['2026-11-20T12:00:00.000Z', 36_500, '1970-01-01'],
  ] as const)('at %s for %i days is %s', ([now, days, day]) => {
    expect(firstKeptDay(Date.parse(now), days)).toBe(day);
  });
});
