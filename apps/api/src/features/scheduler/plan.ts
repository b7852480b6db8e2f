import type { Clock } from '../../lib/clock.ts';
import type { Schedule } from '../../lib/parse-schedule.ts';

/** When something is due next. */
export interface Plan {
  /** Zero or less once it is due; infinite where it never comes. */
  remainingMs(): number;
}

export type CronSchedule = Extract<Schedule, { kind: 'cron' }>;

/** A clock that goes back by less is being put right, and does not make a time come a second time. */
const CORRECTION_MS = 60_000;

/**
 * After a pause. A clock that is set back delays nothing, as the time that has really passed decides; one that
 * is ahead, as after a laptop has slept, ends the pause.
 */
export function planPause(ms: number, clock: Clock): Plan {
  const elapsedAt = clock.elapsed() + ms;
  const at = clock.now() + ms;
  return { remainingMs: () => Math.min(elapsedAt - clock.elapsed(), at - clock.now()) };
}

/** At the next time of a cron line, which is found anew when the clock is set back. */
export function planTime(schedule: CronSchedule, jitterMs: number, clock: Clock): Plan {
  let from = clock.now();
  let at = nextTime(schedule, from);
  return {
    remainingMs() {
      const now = clock.now();
      if (now < from - CORRECTION_MS) {
        from = now;
        at = nextTime(schedule, from);
      }
      return at + jitterMs - now;
    },
  };
}

/** The first time of a cron line after a moment, in milliseconds since 1970. */
export function nextTime(schedule: CronSchedule, after: number): number {
  return schedule.next(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
}
