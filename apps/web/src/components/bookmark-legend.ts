import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { bookmark, type Mark, setMark } from './bookmark.ts';
import type { RoomInArchive } from './mark-of-archive.ts';

const MEANINGS: readonly (readonly [Mark, string])[] = [
  ['on-its-way', 'On its way'],
  ['outline', 'Saved on this server'],
  ['filled', 'In a commit'],
  ['verified', 'In a checked commit'],
  ['failing', 'Needs help'],
];

/** What each shape of a bookmark says. */
export function bookmarkLegend(): View<RoomInArchive> {
  // Where all that is written goes into the repository, nobody meets it.
  const kept = entry(['kept', 'Kept out of the repository']);
  const dom = h(
    'section',
    { class: 'legend', 'aria-labelledby': 'legend-title' },
    h('h3', { class: 'legend__title', id: 'legend-title' }, 'What the bookmarks say'),
    h('ul', { class: 'legend__list' }, ...MEANINGS.map(entry), kept),
  );
  return { dom, update, destroy: () => dom.remove() };

  function update(room: RoomInArchive): void {
    kept.hidden = room === 'all';
  }
}

function entry([mark, words]: readonly [Mark, string]): HTMLElement {
  const drawing = bookmark('legend__mark');
  setMark(drawing, mark);
  return h('li', { class: 'legend__entry' }, drawing, words);
}
