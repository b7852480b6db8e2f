import { h } from '../lib/h.ts';
import { keyedChildren } from '../lib/keyed-children.ts';
import { rovingFocus } from '../lib/roving-focus.ts';
import type { View } from '../lib/view.ts';
import { dayHeading } from './day-heading.ts';
import { type MessageActions, messageView } from './message.ts';
import { repositoryTurn } from './repository-turn.ts';
import type { TimelineItem } from './timeline-item.ts';
import { unreadLine } from './unread-line.ts';
import './message-list.css';

export interface MessageList extends View<readonly TimelineItem[]> {
  /** The room is called so from now on. */
  retitle(title: string): void;
}

/** The messages in order, each within reach of the arrow keys. */
export function messageList(title: string, actions: MessageActions, clock: () => Date): MessageList {
  // A log would read whole pages of history aloud; new messages are announced elsewhere, one by one.
  const list = h('ol', { class: 'message-list', role: 'list' });
  const dom = h('div', { role: 'log', 'aria-live': 'off' }, list);
  const roving = rovingFocus(list, '.message');
  const rows = keyedChildren<TimelineItem>(list, (item) => item.key, createRow);
  retitle(title);
  return { dom, update, retitle, destroy: () => dom.remove() };

  function retitle(name: string): void {
    dom.ariaLabel = `Messages in ${name}`;
  }

  function update(items: readonly TimelineItem[]): void {
    rows.sync(items);
    roving.refresh();
  }

  function createRow(item: TimelineItem): View<TimelineItem> {
    if (item.kind === 'day') return dayHeading(item, clock());
    if (item.kind === 'unread') return unreadLine();
    if (item.kind === 'turn') return repositoryTurn(item);
    const row = messageView(item, actions);
    // A key names one kind of thing, for good.
    return { ...row, update: (next) => next.kind === 'message' && row.update(next) };
  }
}
