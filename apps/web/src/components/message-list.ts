import { h } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { rovingFocus } from '../lib/roving-focus.ts';
import type { View } from '../lib/view.ts';
import { dayHeading } from './day-heading.ts';
import { type MessageActions, messageView } from './message.ts';
import type { TimelineItem } from './timeline-item.ts';
import './message-list.css';

/** The messages in order, each within reach of the arrow keys. */
export function messageList(
  room: string,
  actions: MessageActions,
  clock: () => Date,
): View<readonly TimelineItem[]> {
  // A log would read whole pages of history aloud; new messages are announced elsewhere, one by one.
  const list = h('ol', { class: 'message-list', role: 'list' });
  const dom = h('div', { role: 'log', 'aria-live': 'off', 'aria-label': `Messages in ${room}` }, list);
  const roving = rovingFocus(list, '.message');
  const rows = keyedChildren<TimelineItem>(list, (item) => item.key, createRow);
  return { dom, update, destroy: () => dom.remove() };

  function update(items: readonly TimelineItem[]): void {
    rows.sync(items);
    roving.refresh();
  }

  function createRow(item: TimelineItem): View<TimelineItem> {
    if (item.kind === 'day') return dayHeading(item, clock());
    const row = messageView(item, actions);
    // A key names either a day or a message, for good.
    return { ...row, update: (next) => next.kind === 'message' && row.update(next) };
  }
}
