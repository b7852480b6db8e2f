import { formatTime, localDay } from './format-time.ts';

const DAY_MS = 86_400_000;
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

/** When something was, as short as it can be told: 17:16, Fri, 20 Nov, Nov 2025. */
export function formatWhen(date: Date, now: Date): string {
  if (localDay(date) === localDay(now)) return formatTime(date);
  if (now.getTime() - date.getTime() < 6 * DAY_MS) return WEEKDAY.format(date);
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}
