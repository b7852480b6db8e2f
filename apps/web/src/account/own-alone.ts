import { h } from '../lib/h.ts';
import { saying } from './components/door.ts';

/** What stands on one's own page where there is nothing of one's own to show. */
export function ownAlone(heading: string, words: string, action: Element): HTMLElement {
  const title = h('h1', { class: 'own__heading' }, heading);
  return h('div', { class: 'own__column own__alone' }, title, saying(words), action);
}
