import { h } from '../../lib/h.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import { ask } from './ask.ts';
import { deed } from './deed.ts';
import styles from './show-once.css?inline';

addStyle(styles);

export interface ShownOnce {
  readonly title: string;
  /** What it is: "Secret". */
  readonly name: string;
  readonly text: string;
  /** What to do with it. */
  readonly hint: string;
  readonly action: string;
}

/** Shows what the server will not say again. */
export function showOnce(desk: Desk, { title, name, text, hint, action }: ShownOnce): void {
  const shown = h('textarea', {
    class: 'field labelled__field once',
    readonly: true,
    spellcheck: 'false',
    rows: 1,
    'aria-label': name,
  });
  shown.value = text;
  const copy = deed(desk, {
    label: 'Copy',
    doing: 'Copying…',
    act: async () => {
      shown.select();
      try {
        await navigator.clipboard.writeText(text);
        return 'Copied.';
      } catch {
        return 'Your browser does not let it: the text is selected, copy it yourself.';
      }
    },
  });
  ask(desk, {
    title,
    parts: [h('p', {}, hint), h('div', { class: 'once__row' }, shown, copy.dom)],
    action,
    doing: '',
    isFinal: true,
    act: async () => undefined,
  });
}
