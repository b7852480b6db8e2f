import { counted } from '../lib/counted.ts';
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
  const dom = on(
    h('button', { class: 'pill', type: 'button' }, words, h('span', { 'aria-hidden': 'true' }, '↓')),
    { click: goToNewest },
  );
  return { dom, update, destroy: () => dom.remove() };

  function update({ unseen, following }: PillState): void {
    dom.hidden = following;
    dom.classList.toggle('pill--quiet', unseen === 0);
    words.textContent = unseen === 0 ? 'Go to the newest message' : counted(unseen, 'new message');
  }
}
