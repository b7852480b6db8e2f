import { h } from '../../lib/h.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './field.css?inline';

addStyle(styles);

let count = 0;

/** A label over its field, with a hint below where there is one. */
export function field<E extends HTMLInputElement | HTMLSelectElement>(
  label: string,
  input: E,
  hint?: string,
): HTMLElement {
  input.id = `field-${++count}`;
  if (hint !== undefined) input.setAttribute('aria-describedby', `${input.id}-hint`);
  return h(
    'div',
    { class: 'labelled' },
    h('label', { class: 'labelled__label', for: input.id }, label),
    input,
    hint === undefined ? null : h('p', { class: 'labelled__hint', id: `${input.id}-hint` }, hint),
  );
}

export function textField(
  attributes: Readonly<Record<string, string | number | boolean>> = {},
): HTMLInputElement {
  return h('input', {
    class: 'field labelled__field',
    autocomplete: 'off',
    spellcheck: 'false',
    ...attributes,
  });
}

/** A choice, each as its value and its name. */
export function choice(options: readonly (readonly [value: string, name: string])[]): HTMLSelectElement {
  const all = options.map(([value, name]) => h('option', { value }, name));
  return h('select', { class: 'field labelled__field' }, ...all);
}

export function tickBox(label: string, attributes: Readonly<Record<string, string | boolean>> = {}) {
  const input = h('input', { type: 'checkbox', class: 'tick__box', ...attributes });
  return { input, dom: h('label', { class: 'tick' }, input, h('span', {}, label)) };
}
