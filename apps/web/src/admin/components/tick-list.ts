import { h, on } from '../../lib/h.ts';
import { findMatches } from '../../rooms/find-matches.ts';
import { addStyle } from '../lib/page-style.ts';
import { field, textField, tickBox } from './field.ts';
import styles from './tick-list.css?inline';

addStyle(styles);

/** Below this, all can be seen at a glance. */
const MOST_WITHOUT_SEARCH = 8;
/** More are no list that somebody goes through, least of all with the Tab key. */
const MOST_AT_ONCE = 20;

export interface TickItem {
  readonly id: string;
  readonly title: string;
  /** What tells it from others, in a word or two. */
  readonly note?: string;
  /** What stands before its name. */
  readonly face?: Element;
}

export interface TickListOptions {
  readonly legend: string;
  /** What the search is called, where there are enough to need one. */
  readonly find: string;
  readonly items: readonly TickItem[];
  /** Ticked from the start. */
  readonly ticked?: readonly string[];
}

export interface TickList {
  readonly dom: HTMLElement;
  /** In the order of the list. */
  ticked(): string[];
}

/** Some of many, of which only those that are looked for are shown; whatever is ticked stays in sight. */
export function tickList({ legend, find, items, ticked = [] }: TickListOptions): TickList {
  const rows = items.map((item) => ({ ...item, ...boxOf(item, ticked.includes(item.id)) }));
  const search = on(textField({ type: 'search' }), { input: look, keydown: stay });
  const rest = h('p', { class: 'labelled__hint tick-list__rest', role: 'status' });
  const dom = h(
    'fieldset',
    { class: 'ticks tick-list' },
    h('legend', { class: 'labelled__label' }, legend),
    rows.length > MOST_WITHOUT_SEARCH ? field(find, search) : null,
    h('div', { class: 'tick-list__rows' }, ...rows.map((row) => row.dom)),
    rest,
  );
  look();
  return { dom, ticked: () => rows.filter(({ input }) => input.checked).map(({ id }) => id) };

  function look(): void {
    const found = findMatches(rows, search.value);
    const shown = new Set(found.slice(0, MOST_AT_ONCE));
    for (const row of rows) row.dom.hidden = !shown.has(row) && !row.input.checked;
    rest.textContent = restOf(found.length, found.filter(({ dom: each }) => each.hidden).length);
    rest.hidden = rest.textContent === '';
  }
}

function boxOf({ title, note = '', face }: TickItem, checked: boolean) {
  const box = tickBox(title, { checked });
  box.dom.classList.add('tick-list__row');
  if (face !== undefined) box.input.after(face);
  if (note !== '') box.dom.append(' ', h('span', { class: 'tick-list__note' }, note));
  return box;
}

function restOf(found: number, hidden: number): string {
  if (found === 0) return 'None is called so.';
  return hidden === 0 ? '' : `And ${hidden.toLocaleString('en')} more: look for them by name.`;
}

/** Whoever looks for something is not done yet with the whole form. */
function stay(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
