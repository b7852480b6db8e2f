import { addStyle } from '../../admin/lib/page-style.ts';
import { h, on, setAttribute } from '../../lib/h.ts';
import styles from './entry.css?inline';

addStyle(styles);

export interface Entry {
  readonly dom: HTMLElement;
  readonly input: HTMLInputElement;
  /** Says what is wrong with what stands there, or null where nothing is. */
  check(): string | null;
  complain(words: string | null): void;
}

export interface EntryOptions {
  readonly label: string;
  readonly hint?: string;
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  /** What stands within the field, at its end. */
  readonly end?: Element;
  check?(value: string): string | null;
}

let count = 0;

/** A label, its field, a hint, and what is wrong with it. */
export function entry({ label, hint, attributes, end, check }: EntryOptions): Entry {
  const id = `entry-${++count}`;
  const error = h('p', { class: 'entry__error', id: `${id}-error`, role: 'alert' });
  const described = hint === undefined ? `${id}-error` : `${id}-error ${id}-hint`;
  const input = h('input', {
    class: 'field entry__field',
    id,
    spellcheck: 'false',
    autocapitalize: 'none',
    'aria-describedby': described,
    ...attributes,
  });
  const dom = h(
    'div',
    { class: 'entry' },
    h('label', { class: 'entry__label', for: id }, label),
    h('div', { class: 'entry__row' }, input, end ?? null),
    error,
    hint === undefined ? null : h('p', { class: 'entry__hint', id: `${id}-hint` }, hint),
  );
  on(input, { input: () => error.textContent !== '' && complain(null) });
  return { dom, input, check: () => check?.(input.value) ?? null, complain };

  function complain(words: string | null): void {
    error.textContent = words;
    setAttribute(input, 'aria-invalid', words === null ? null : 'true');
  }
}
