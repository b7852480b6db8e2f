import { button } from '../../components/button.ts';
import { h } from '../../lib/h.ts';
import type { Desk } from '../desk.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './choose.css?inline';
import { dialog } from './dialog.ts';

addStyle(styles);

export interface Way {
  readonly label: string;
  /** What comes of it, in a sentence. */
  readonly hint: string;
  readonly isGrave?: boolean;
  /** Asks for the rest. */
  act(): void;
}

/** Lists what can be done with something; each way goes on in a dialog of its own. */
export function choose(
  desk: Pick<Desk, 'signal'>,
  title: string,
  facts: Element,
  ways: readonly Way[],
): void {
  const content = h(
    'div',
    { class: 'dialog__content' },
    facts,
    h('ul', { class: 'ways' }, ...ways.map((way) => h('li', { class: 'ways__way' }, ...partsOf(way)))),
    h(
      'div',
      { class: 'dialog__actions' },
      button('Close', () => dom.close(), 'quiet'),
    ),
  );
  const dom = dialog(desk, { title, content });
  content.querySelector('button')?.focus();

  function partsOf({ label, hint, isGrave = false, act }: Way): Element[] {
    const go = button(label, () => start(act), 'quiet');
    go.toggleAttribute('data-grave', isGrave);
    return [go, h('p', { class: 'quiet' }, hint)];
  }

  /** The next one opens over this one, so that it knows the way back. */
  function start(act: () => void): void {
    act();
    dom.close();
  }
}
