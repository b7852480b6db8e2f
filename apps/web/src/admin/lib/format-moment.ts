import { formatTime } from '../../lib/format-time.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** The local day and time to the minute, within a sentence: 20 November 2026, 17:16. */
export function formatMoment(date: Date): string {
  return `${DAY.format(date)}, ${formatTime(date)}`;
}
