import { button } from '../components/button.ts';
import { looseLeaf, openBook } from '../components/drawings.ts';
import { placeholder } from '../components/placeholder.ts';
import { skeleton } from '../components/skeleton.ts';
import { h } from '../lib/h.ts';
import type { View } from '../lib/view.ts';
import type { HistoryState } from '../stores/history.ts';

export interface StandInState {
  readonly status: HistoryState['status'];
  readonly empty: boolean;
  /** Whether whoever looks at it may write there. */
  readonly writable: boolean;
}

/** What stands in the room's place while it loads, when it could not be loaded, and before anyone has written. */
export function standIn(actions: { write(): void; tryAgain(): void }): View<StandInState> {
  const dom = h('div', { class: 'stand-in' });
  let shown = '';
  return { dom, update, destroy: () => dom.remove() };

  function update(state: StandInState): void {
    const content = state.status.kind === 'ready' && !state.empty ? 'nothing' : JSON.stringify(state);
    dom.hidden = content === 'nothing';
    if (content !== shown) dom.replaceChildren(...build(state));
    shown = content;
  }

  function build({ status, empty, writable }: StandInState): HTMLElement[] {
    if (status.kind === 'loading') return [skeleton(4)];
    if (status.kind === 'failed') {
      const sentence = `The conversation could not be opened. ${status.reason}`;
      return [placeholder(looseLeaf(), sentence, button('Try again', actions.tryAgain))];
    }
    if (empty && !writable) return [placeholder(openBook(), 'Nothing has been written here.', null)];
    const action = button('Write the first message', actions.write);
    return empty
      ? [placeholder(openBook(), 'The first page is still blank. Its first words are yours.', action)]
      : [];
  }
}
