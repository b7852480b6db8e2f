import type { FastifyRequest } from 'fastify';
import { it as base, describe, expect, vi } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { createDailyBackups } from './daily-backups.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const REQUEST = {} as FastifyRequest;

const it = base
  .extend('clock', () => createClock('2026-11-20T12:00:00.000Z'))
  .extend('onExceeded', () => vi.fn<(request: FastifyRequest) => void>())
  .extend('backups', ({ clock, onExceeded }) =>
    createDailyBackups({ name: 'backup', max: 5, timeWindow: DAY }, clock, onExceeded),
  );

describe('the backups of a day', () => {
  it('are five', ({ backups, onExceeded }) => {
    expect(backups.left()).toEqual({ left: 5, resetsAt: null });
    for (let count = 0; count < 5; count++) backups.take(REQUEST);
    expect(onExceeded).not.toHaveBeenCalled();
    expect(backups.left()).toEqual({ left: 0, resetsAt: new Date('2026-11-21T12:00:00.000Z') });
  });

  it('are refused beyond, with the time to come back, and what is refused is a breach', ({
    backups,
    clock,
    onExceeded,
  }) => {
    for (let count = 0; count < 5; count++) backups.take(REQUEST);
    clock.jump(-DAY);
    const problem = refusalOf(() => backups.take(REQUEST));
    expect(problem).toMatchObject({ code: 'rate_limited', statusCode: 429 });
    expect(problem.headers).toEqual({
      'retry-after': '86400',
      'ratelimit-limit': '5',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '86400',
    });
    expect(problem.message).toContain('in 24 h');
    expect(onExceeded).toHaveBeenCalledExactlyOnceWith(REQUEST);
    expect(backups.left().left, 'a refusal takes none').toBe(0);
  });

  it('come back one by one, each a day after it was taken', async ({ backups, clock }) => {
    for (let count = 0; count < 5; count++) {
      backups.take(REQUEST);
      await clock.pass(HOUR);
    }
    await clock.pass(18 * HOUR + 30 * MINUTE);
    expect(refusalOf(() => backups.take(REQUEST)).message).toContain('in 30 min');
    await clock.pass(30 * MINUTE);
    expect(backups.left()).toEqual({ left: 1, resetsAt: new Date('2026-11-21T13:00:00.000Z') });
    backups.take(REQUEST);
    expect(() => backups.take(REQUEST)).toThrow('backups');
  });

  it('are given back one by one where nothing came of them', async ({ backups, clock }) => {
    const giveBack = backups.take(REQUEST);
    await clock.pass(HOUR);
    backups.take(REQUEST);
    giveBack();
    giveBack();
    expect(backups.left()).toEqual({ left: 4, resetsAt: new Date('2026-11-21T13:00:00.000Z') });
  });

  it.for([-DAY, -HOUR, HOUR, 90 * DAY])(
    'are neither freed nor locked by a clock that jumps by %i ms',
    async (jump, { backups, clock }) => {
      for (let count = 0; count < 5; count++) backups.take(REQUEST);
      clock.jump(jump);
      expect(() => backups.take(REQUEST)).toThrow('backups');
      await clock.pass(DAY);
      expect(() => backups.take(REQUEST)).not.toThrow();
    },
  );

  it('hold those that were made before the server started', async ({ backups, clock }) => {
    backups.seed(
      [hoursAgo(25), hoursAgo(23), hoursAgo(2), hoursAgo(1)].map((ms) => new Date(clock.now() + ms)),
    );
    expect(backups.left()).toEqual({ left: 2, resetsAt: new Date('2026-11-20T13:00:00.000Z') });
    await clock.pass(HOUR);
    expect(backups.left().left).toBe(3);
  });

  it('hold no more than there are, of many that were made before', async ({ backups, clock }) => {
    backups.seed(Array.from({ length: 20 }, (_, hour) => new Date(clock.now() + hoursAgo(hour))));
    expect(backups.left()).toEqual({ left: 0, resetsAt: new Date('2026-11-21T08:00:00.000Z') });
    await clock.pass(20 * HOUR);
    expect(backups.left().left).toBe(1);
  });

  it('are not locked for long by those that a wrong clock has dated ahead', async ({ backups, clock }) => {
    const [soon, inMonths] = [new Date(clock.now() + HOUR), new Date(clock.now() + 90 * DAY)];
    backups.seed([soon, inMonths, inMonths, inMonths, inMonths]);
    expect(backups.left()).toEqual({ left: 4, resetsAt: new Date('2026-11-21T12:00:00.000Z') });
  });
});

function hoursAgo(hours: number): number {
  return -hours * HOUR;
}

function refusalOf(act: () => void): ProblemError {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}
