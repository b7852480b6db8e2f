import { counted } from '../lib/counted.ts';
import { formatCount } from '../lib/format-count.ts';
import { h, on } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import './new-messages-pill.css';

export interface PillState {
  readonly unseen: number;
  /** Whether the reader is where new messages appear. */
  readonly following: boolean;
}

/** Leads back to the newest message, and says how many came meanwhile. */
export function newMessagesPill(goToNewest: () => void): View<PillState> {
  const words = h('span', {});
  const dom = pill(words, '↓', goToNewest);
  return { dom, update, destroy: () => dom.remove() };

  function update({ unseen, following }: PillState): void {
    dom.hidden = following;
    dom.classList.toggle('pill--quiet', unseen === 0);
    words.textContent = unseen === 0 ? 'Go to the newest message' : counted(unseen, 'new message');
  }
}

export interface FirstUnreadState {
  /** Whether what is new begins above what is on screen. */
  readonly isAbove: boolean;
  readonly failed: boolean;
  /** How many are new; 0 where they were not counted. */
  readonly unread: number;
}

/** Leads up to the first message that came while the reader was away. */
export function firstUnreadPill(goToFirst: () => void): View<FirstUnreadState> {
  const words = h('span', {});
  const dom = pill(words, '↑', goToFirst);
  dom.classList.add('pill--above');
  return { dom, update, destroy: () => dom.remove() };

  function update({ isAbove, failed, unread }: FirstUnreadState): void {
    dom.hidden = !isAbove;
    words.textContent = failed
      ? 'It could not be loaded. Try again'
      : `Jump to first${unread > 1 ? ` of ${formatCount(unread)}` : ''} unread`;
  }
}

function pill(words: HTMLElement, arrow: string, act: () => void): HTMLButtonElement {
  const dom = h(
    'button',
    { class: 'pill', type: 'button' },
    words,
    h('span', { 'aria-hidden': 'true' }, arrow),
  );
  return on(dom, { click: act });
}
