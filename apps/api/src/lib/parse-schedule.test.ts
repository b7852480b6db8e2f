import { describe, expect, it } from 'vitest';
import { parseSchedule } from './parse-schedule.ts';

describe('a schedule', () => {
  it.for([
    ['30s', 30_000],
    ['15m', 900_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
  ] as const)('%s is a pause', ([text, ms]) => {
    expect(parseSchedule(text)).toEqual({ kind: 'every', ms });
  });

  it('of five fields is a cron line in UTC', () => {
    const schedule = parseSchedule('30 3 * * *');
    const next = schedule?.kind === 'cron' ? schedule.next(new Date('2026-03-29T00:30:00Z')) : null;
    expect(next?.toISOString()).toBe('2026-03-29T03:30:00.000Z');
  });

  it.for([
    '',
    '24',
    'h',
    '0h',
    '-1h',
    '1.5h',
    '1w',
    'daily',
    '@daily',
    '* * * *',
    '* * * * * *',
    '61 * * * *',
  ])('"%s" is none', (text) => {
    expect(parseSchedule(text)).toBeNull();
  });

  it('that never comes is none', () => {
    expect(parseSchedule('0 0 30 2 *')).toBeNull();
  });
});
