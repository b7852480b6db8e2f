import { formatSeconds } from './format-seconds.ts';

/** How long it is to a moment: "in 3 h 20 min"; what is past is due now. */
export function formatUntil(at: Date, now: Date): string {
  const seconds = Math.floor((at.getTime() - now.getTime()) / 1_000);
  return seconds <= 0 ? 'now' : `in ${formatSeconds(seconds)}`;
}
