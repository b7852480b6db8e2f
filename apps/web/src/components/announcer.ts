import { h } from '../lib/h.ts';

/** Long enough for a screen reader to get round to it, and then out of the way of who reads line by line. */
const STAYS_MS = 10_000;

export interface Announcer {
  readonly dom: HTMLElement;
  /** Has a screen reader say something when it is free. */
  say(words: string): void;
}

/** What is said stands beside what was said just before, which might still be waiting for its turn. */
export function announcer(): Announcer {
  const dom = h('div', { class: 'for-readers', role: 'status', 'aria-atomic': 'false' });
  return { dom, say };

  function say(words: string): void {
    const line = h('p', {}, words);
    dom.append(line);
    setTimeout(() => line.remove(), STAYS_MS);
  }
}
