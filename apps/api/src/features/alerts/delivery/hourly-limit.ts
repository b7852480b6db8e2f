import type { Clock } from '../../../lib/clock.ts';

export interface HourlyLimit {
  /** How many more messages may go out now. */
  free(isUrgent: boolean): number;
  count(): void;
  /** Until one more may go out. */
  waitMs(isUrgent: boolean): number;
}

const HOUR_MS = 3_600_000;
/** What is kept for what is urgent. */
const URGENT_PART = 4;

/** Counts messages of the last hour. A quarter of them is kept for urgent ones, which a flood would else hold up. */
export function createHourlyLimit(maxPerHour: number, clock: Clock): HourlyLimit {
  let sentAt: number[] = [];

  return {
    free: (isUrgent) => Math.max(0, allowed(isUrgent) - recent().length),
    count: () => void sentAt.push(clock.elapsed()),
    waitMs(isUrgent) {
      const nth = recent().at(-allowed(isUrgent));
      return nth === undefined ? 0 : nth + HOUR_MS - clock.elapsed();
    },
  };

  function allowed(isUrgent: boolean): number {
    return isUrgent ? maxPerHour : maxPerHour - Math.floor(maxPerHour / URGENT_PART);
  }

  function recent(): number[] {
    sentAt = sentAt.filter((at) => at + HOUR_MS > clock.elapsed());
    return sentAt;
  }
}
