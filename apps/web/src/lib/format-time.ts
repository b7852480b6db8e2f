/** The words are English, and so are the names of days; how a time of day is written follows the reader. */
const WORDS = 'en-GB';

const WEEKDAY = new Intl.DateTimeFormat(WORDS, { weekday: 'long' });
const DAY_AND_MONTH = new Intl.DateTimeFormat(WORDS, { day: 'numeric', month: 'long' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const TIME_WITH_SECONDS = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** The local time of day: 17:16. */
export function formatTime(date: Date): string {
  return TIME.format(date);
}

/** The local day, as a chapter heading: Friday, 20 November, with the year where it is not this one. */
export function formatDay(date: Date, now: Date): string {
  const year = date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`;
  return `${WEEKDAY.format(date)}, ${DAY_AND_MONTH.format(date)}${year}`;
}

/** Day and time, as one says them: 20 November, 17:16, with the year where it is not this one. */
export function formatMoment(date: Date, now: Date): string {
  const year = date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`;
  return `${DAY_AND_MONTH.format(date)}${year}, ${TIME.format(date)}`;
}

/** Day and time to the second: Friday, 20 November 2026 at 17:16:41. */
export function formatFullTime(date: Date): string {
  return `${WEEKDAY.format(date)}, ${DAY_AND_MONTH.format(date)} ${date.getFullYear()} at ${TIME_WITH_SECONDS.format(date)}`;
}

/** Which local day a moment falls on, as a key that sorts: 2026-11-20. */
export function localDay(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, '0')}`;
}
