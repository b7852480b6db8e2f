import { formatDay } from '../lib/format-time.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import type { DayItem } from './timeline-item.ts';
import './day-heading.css';

/** The day, set like the heading of a chapter. */
export function dayHeading(item: DayItem, now: Date): View<unknown> {
  const dom = h('li', { class: 'day' }, h('h2', { class: 'day__name' }, formatDay(new Date(item.at), now)));
  return { dom, update: () => undefined, destroy: () => dom.remove() };
}
