import { formatTime } from '../lib/format-time.ts';
import { h, on } from '../lib/h.ts';
import { passFocus } from '../lib/pass-focus.ts';
import type { View } from '../lib/view.ts';
import './offline-bar.css';

/** Why the server is away, and when it was last heard; null while it is not away. */
export type Outage = {
  readonly reason: string;
  readonly lastSeenAt: Date | null;
  /** Until when the server asked to be left alone; null or missing if it did not. */
  readonly quietUntil?: Date | null;
  /** Whether it will be back in a moment, as it says. */
  readonly inMaintenance?: boolean;
} | null;

/** Says calmly that the server is away, and since when. `leave` takes the focus from what goes. */
export function offlineBar(tryNow: () => void, leave: () => void = () => undefined): View<Outage> {
  const words = h('p', { class: 'offline-bar__words' });
  const trial = h('button', { class: 'offline-bar__button', type: 'button' }, 'Try now');
  on(trial, { click: tryNow });
  const dom = h('section', { class: 'offline-bar', 'aria-label': 'Connection' }, words, trial);
  return { dom, update, destroy: () => dom.remove() };

  function update(outage: Outage): void {
    const quietUntil = outage?.quietUntil ?? null;
    if (outage === null || quietUntil !== null) passFocus(dom, leave);
    dom.hidden = outage === null;
    // It would be of no use: the page keeps the quiet that it was asked for.
    trial.hidden = quietUntil !== null;
    if (outage !== null) words.textContent = describe(outage);
  }
}

function describe({ reason, lastSeenAt, quietUntil, inMaintenance }: NonNullable<Outage>): string {
  if (inMaintenance) return 'The server is in maintenance. What you write is sent as soon as it is back.';
  if (quietUntil) return `The server asked for a pause. Trying again at ${formatTime(quietUntil)}.`;
  const since = lastSeenAt === null ? '' : ` Last heard from at ${formatTime(lastSeenAt)}.`;
  return `${reason}${since}`;
}
