import { button } from '../components/button.ts';
import { h, on } from '../lib/h.ts';
import type { RoomAction } from './actions-of-room.ts';

interface Row {
  readonly dom: HTMLElement;
  update(action: RoomAction): void;
}

/** The buttons of a room's actions: for the same key the same button, so that a focus on it stays or finds back. */
export function actionButtons() {
  const rows = new Map<string, Row>();
  return { first, group };

  function first(action: RoomAction): HTMLElement {
    return rowFor(`first ${action.key}`, action, firstButton);
  }

  function group(actions: readonly RoomAction[]): HTMLElement {
    const all = actions.map((action) => rowFor(action.key, action, actionRow));
    return h('ul', { class: 'details__actions', role: 'list' }, ...all);
  }

  function rowFor(key: string, action: RoomAction, make: (action: RoomAction) => Row): HTMLElement {
    const row = rows.get(key) ?? make(action);
    rows.set(key, row);
    row.update(action);
    return row.dom;
  }
}

function firstButton(action: RoomAction): Row {
  let current = action;
  const dom = button(action.label, () => current.act());
  return { dom, update };

  function update(next: RoomAction): void {
    current = next;
    dom.textContent = next.label;
  }
}

function actionRow(action: RoomAction): Row {
  let current = action;
  const dom = h('button', { class: 'details__action', type: 'button' });
  const words = h('p', { class: 'details__fact', id: `details-note-${action.key}` });
  on(dom, { click: () => current.act() });
  return { dom: h('li', {}, dom, words), update };

  function update(next: RoomAction): void {
    current = next;
    dom.textContent = next.label;
    words.textContent = next.note ?? '';
    words.hidden = next.note === undefined;
    if (next.note === undefined) dom.removeAttribute('aria-describedby');
    else dom.setAttribute('aria-describedby', words.id);
  }
}
