import type { Person } from '@bookchat/shared';
import { field, textField, tickBox } from '../admin/components/field.ts';
import { h, on } from '../lib/h.ts';
import { findMatches } from './find-matches.ts';

/** Below this, all can be seen at a glance. */
const MOST_WITHOUT_SEARCH = 8;

/** Lets some of these people be picked. */
export function peoplePicker(people: readonly Person[]): { readonly dom: HTMLElement; picked(): string[] } {
  const rows = people.map(({ id, name }) => ({ id, title: name, ...tickBox(name) }));
  const search = on(textField({ type: 'search' }), { input: look });
  const list = h('div', { class: 'people-picker__list' }, ...rows.map(({ dom }) => dom));
  const dom = h(
    'fieldset',
    { class: 'ticks people-picker' },
    h('legend', { class: 'labelled__label' }, 'People'),
    people.length > MOST_WITHOUT_SEARCH ? field('Find somebody', search) : null,
    list,
  );
  return { dom, picked: () => rows.filter(({ input }) => input.checked).map(({ id }) => id) };

  function look(): void {
    const found = new Set(findMatches(rows, search.value));
    // Whoever was picked stays in sight.
    for (const row of rows) row.dom.hidden = !found.has(row) && !row.input.checked;
  }
}
