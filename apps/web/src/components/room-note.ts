import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import { button } from './button.ts';
import './room-note.css';

export interface RoomNoteState {
  readonly sentence: string;
  readonly action: { readonly label: string; act(): void } | null;
}

/** Stands where one writes, in a room in which one cannot: why, and what can be done. */
export function roomNote(): View<RoomNoteState> & { readonly dom: HTMLElement; focus(): void } {
  const dom = h('div', { class: 'room-note', tabindex: -1 });
  return { dom, update, focus: () => dom.focus(), destroy: () => dom.remove() };

  function update({ sentence, action }: RoomNoteState): void {
    const way = action === null ? [] : [button(action.label, action.act)];
    dom.replaceChildren(h('p', {}, sentence), ...way);
  }
}
