/** Each unit with its length in seconds, the longest first. */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const AGO = new Intl.RelativeTimeFormat('en');

/** How long ago something was: "40 seconds ago". What is still to come by a clock that differs is just now. */
export function formatAgo(at: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1_000);
  const unit = UNITS.find(([, length]) => seconds >= length);
  return unit === undefined ? 'just now' : AGO.format(-Math.floor(seconds / unit[1]), unit[0]);
}
