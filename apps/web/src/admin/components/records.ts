import { h, setAttribute } from '../../lib/h.ts';
import { keyedChildren } from '../../lib/keyed-children.ts';
import type { View } from '../../lib/view.ts';
import { addStyle } from '../lib/page-style.ts';
import { fill } from './facts.ts';
import styles from './records.css?inline';

addStyle(styles);

export interface Column<Item> {
  readonly name: string;
  /** Numbers stand at the right, one under the other. */
  readonly isNumber?: boolean;
  cell(item: Item): string | Node;
}

export interface RowActions<Item> {
  readonly parts: readonly Element[];
  update?(item: Item): void;
}

export interface RecordsOptions<Item> {
  readonly caption: string;
  readonly columns: readonly Column<Item>[];
  readonly empty: string;
  keyOf(item: Item): string;
  /** What can be done with a row; `current` gives its item as it is known now. */
  actions?(current: () => Item): RowActions<Item>;
}

export interface Records<Item> extends View<readonly Item[]> {
  readonly dom: HTMLElement;
}

/** A table, which on a phone becomes a list of records. */
export function records<Item>(options: RecordsOptions<Item>): Records<Item> {
  const { caption, columns, empty, keyOf, actions } = options;
  const names = [
    ...columns.map(({ name, isNumber }) =>
      h('th', { role: 'columnheader', scope: 'col', 'data-number': isNumber === true }, name),
    ),
    ...(actions === undefined
      ? []
      : [h('th', { role: 'columnheader', scope: 'col' }, h('span', { class: 'for-readers' }, 'Actions'))]),
  ];
  const body = h('tbody', { role: 'rowgroup' });
  const table = h(
    'table',
    { class: 'records', role: 'table', 'aria-label': caption },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...names)),
    body,
  );
  const nothing = h('p', { class: 'quiet' }, empty);
  const dom = h('div', { class: 'records-place' }, table, nothing);
  const rows = keyedChildren<Item>(body, keyOf, (item) => row(item, columns, actions));
  return {
    dom,
    update(items) {
      rows.sync(items);
      table.hidden = items.length === 0;
      nothing.hidden = items.length > 0;
    },
    destroy: () => dom.remove(),
  };
}

function row<Item>(
  first: Item,
  columns: readonly Column<Item>[],
  actions: RecordsOptions<Item>['actions'],
): View<Item> {
  let item = first;
  const cells = columns.map(({ name, isNumber }) =>
    h('td', { role: 'cell', 'data-name': name, 'data-number': isNumber === true }),
  );
  const verbs = actions?.(() => item);
  const last =
    verbs === undefined
      ? []
      : [
          h(
            'td',
            { role: 'cell', class: 'records__last' },
            h('div', { class: 'records__actions' }, ...verbs.parts),
          ),
        ];
  const dom = h('tr', { role: 'row' }, ...cells, ...last);
  update(first);
  return { dom, update, destroy: () => dom.remove() };

  function update(next: Item): void {
    item = next;
    columns.forEach((column, index) => {
      const cell = cells[index];
      if (cell === undefined) return;
      const content = column.cell(next);
      setAttribute(cell, 'data-empty', content === '');
      fill(cell, content);
    });
    verbs?.update?.(next);
  }
}
