import { formatAgo } from '../../lib/format-ago.ts';
import { formatFullTime } from '../../lib/format-time.ts';
import { h } from '../../lib/h.ts';
import { formatUntil } from '../lib/format-until.ts';

/** A moment as a person says it, and to the second for whoever points at it. */
export function moment(at: string, now: Date): HTMLElement {
  const date = new Date(at);
  const words = date > now ? formatUntil(date, now) : formatAgo(date, now);
  return h('time', { datetime: at, title: formatFullTime(date) }, words);
}
