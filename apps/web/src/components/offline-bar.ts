import { formatTime } from '../lib/format-time.ts';
import { h, on } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import './offline-bar.css';

/** Why the server is away, and when it was last heard; null while it is not away. */
export type Outage = { readonly reason: string; readonly lastSeenAt: Date | null } | null;

/** Says calmly that the server is away, and since when. */
export function offlineBar(tryNow: () => void): View<Outage> {
  const words = h('p', { class: 'offline-bar__words' });
  const button = on(h('button', { class: 'offline-bar__button', type: 'button' }, 'Try now'), {
    click: tryNow,
  });
  const dom = h('section', { class: 'offline-bar', 'aria-label': 'Connection' }, words, button);
  return { dom, update, destroy: () => dom.remove() };

  function update(outage: Outage): void {
    dom.hidden = outage === null;
    if (outage !== null) words.textContent = describe(outage);
  }
}

function describe({ reason, lastSeenAt }: NonNullable<Outage>): string {
  const since = lastSeenAt === null ? '' : ` Last heard from at ${formatTime(lastSeenAt)}.`;
  return `${reason}${since}`;
}
