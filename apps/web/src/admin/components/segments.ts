import { h, on } from '../../lib/h.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './segments.css?inline';

addStyle(styles);

let count = 0;

/** One of a few, side by side; works as a group of radio buttons does. */
export function segments<Value extends string>(
  name: string,
  options: readonly (readonly [Value, string])[],
  chosen: Value,
  choose: (value: Value) => void,
): HTMLElement {
  const group = `segments-${++count}`;
  const parts = options.map(([value, label]) => {
    const input = h('input', {
      class: 'segments__input',
      type: 'radio',
      name: group,
      value,
      checked: value === chosen,
    });
    on(input, { change: () => choose(value) });
    return h('label', { class: 'segments__part' }, input, h('span', {}, label));
  });
  return h('fieldset', { class: 'segments' }, h('legend', { class: 'for-readers' }, name), ...parts);
}
