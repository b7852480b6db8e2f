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
  const { dom, words, trial } = bar('Connection', 'Try now', tryNow);
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

export interface PartsBar {
  readonly dom: HTMLElement;
  /** Says that a part of the page could not be loaded, until it is tried again. */
  complain(words: string, tryAgain: () => void): void;
}

/** `leave` takes the focus from what goes. */
export function partsBar(leave: () => void): PartsBar {
  const { dom, words, trial } = bar('Parts of the page', 'Try again', again);
  let retry: (() => void) | null = null;
  dom.hidden = true;
  return { dom, complain };

  function complain(sentence: string, tryAgain: () => void): void {
    words.textContent = sentence;
    retry = tryAgain;
    dom.hidden = false;
  }

  function again(): void {
    passFocus(trial, leave);
    dom.hidden = true;
    retry?.();
  }
}

function bar(label: string, action: string, act: () => void) {
  const words = h('p', { class: 'offline-bar__words' });
  const trial = on(h('button', { class: 'offline-bar__button', type: 'button' }, action), { click: act });
  const dom = h('section', { class: 'offline-bar', 'aria-label': label }, words, trial);
  return { dom, words, trial };
}

function describe({ reason, lastSeenAt, quietUntil, inMaintenance }: NonNullable<Outage>): string {
  if (inMaintenance) return 'The server is in maintenance. What you write is sent as soon as it is back.';
  if (quietUntil) return `The server asked for a pause. Trying again at ${formatTime(quietUntil)}.`;
  const since = lastSeenAt === null ? '' : ` Last heard from at ${formatTime(lastSeenAt)}.`;
  return `${reason}${since}`;
}
