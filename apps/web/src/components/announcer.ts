import { h } from '../lib/h.ts';

export interface Announcer {
  readonly dom: HTMLElement;
  /** Has a screen reader say something when it is free. */
  say(words: string): void;
}

export function announcer(): Announcer {
  const dom = h('div', { class: 'for-readers', role: 'status' });
  return { dom, say: (words) => dom.replaceChildren(h('p', {}, words)) };
}
