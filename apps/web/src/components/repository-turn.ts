import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { bookmark, setMark } from './bookmark.ts';
import type { TurnItem } from './timeline-item.ts';
import './repository-turn.css';

/** Stands between what goes into the repository and what does not. */
export function repositoryTurn({ goesIn }: TurnItem): View<unknown> {
  const mark = bookmark('repository-turn__mark');
  setMark(mark, goesIn ? 'filled' : 'kept');
  const words = `What is written from here on ${goesIn ? 'goes into' : 'stays out of'} the repository`;
  const dom = h('li', { class: 'repository-turn' }, mark, words);
  return { dom, update: () => undefined, destroy: () => dom.remove() };
}
