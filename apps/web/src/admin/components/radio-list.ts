import { h } from '../../lib/h.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './radio-list.css?inline';

addStyle(styles);

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What it means, in a few words. */
  readonly hint: string;
}

export interface RadioList<Value extends string> {
  readonly dom: HTMLElement;
  chosen(): Value;
}

let count = 0;

/** One of a few, one below the other, each with what it means. */
export function radioList<Value extends string>(
  name: string,
  options: readonly RadioOption<Value>[],
  first: Value,
  changed: () => void = () => undefined,
): RadioList<Value> {
  const group = `radio-list-${++count}`;
  let value = first;
  const parts = options.map((option) => {
    const id = `${group}-${option.value}`;
    const input = h('input', {
      class: 'radio-list__input',
      type: 'radio',
      id,
      name: group,
      value: option.value,
      checked: option.value === first,
      'aria-describedby': `${id}-hint`,
    });
    input.addEventListener('change', () => {
      value = option.value;
      changed();
    });
    return h(
      'div',
      { class: 'radio-list__part' },
      input,
      h('label', { class: 'radio-list__label', for: id }, option.label),
      h('p', { class: 'radio-list__hint', id: `${id}-hint` }, option.hint),
    );
  });
  const legend = h('legend', { class: 'labelled__label' }, name);
  return { dom: h('fieldset', { class: 'radio-list' }, legend, ...parts), chosen: () => value };
}
