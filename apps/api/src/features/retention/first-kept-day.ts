const DAY_MS = 86_400_000;

/**
 * Days leave as a whole, so that nobody meets half of one: the first that stays, of which at least a moment is not yet so
 * many days ago. @param now in milliseconds since 1970. @returns the day in UTC, for example 2026-11-20.
 */
export function firstKeptDay(now: number, days: number): string {
  return new Date(Math.max(0, now - days * DAY_MS)).toISOString().slice(0, 10);
}
