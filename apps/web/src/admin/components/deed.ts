import { h, on } from '../../lib/h.ts';
import { Cancelled, type Desk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './deed.css?inline';

addStyle(styles);

const NOTE_STAYS_MS = 8_000;

export interface DeedOptions {
  readonly label: string;
  /** What stands on the button meanwhile. */
  readonly doing: string;
  /** Of what it is done, for a screen reader: "backup 20261120_171641". */
  readonly of?: string;
  /** Does it, and answers with what came of it in a sentence. */
  act(): Promise<string>;
  readonly look?: 'full' | 'quiet';
}

export interface Deed {
  readonly dom: HTMLElement;
  readonly button: HTMLButtonElement;
  rename(label: string): void;
}

/** A button that says that it waits, and what came of it. */
export function deed(desk: Desk, { label, doing, of, act, look = 'quiet' }: DeedOptions): Deed {
  let resting = label;
  let isBusy = false;
  const words = h('span', {}, label);
  const button = h('button', { class: `button button--${look}`, type: 'button' }, words);
  if (of !== undefined) button.append(h('span', { class: 'for-readers' }, ` ${of}`));
  const note = h('span', { class: 'deed__note' });
  on(button, { click: () => void start() });
  return { dom: h('span', { class: 'deed' }, button, note), button, rename };

  function rename(next: string): void {
    resting = next;
    if (!isBusy && words.textContent !== next) words.textContent = next;
  }

  async function start(): Promise<void> {
    if (isBusy) return;
    show(true);
    tell('', 'done');
    try {
      const outcome = await desk.run(act);
      tell(outcome, 'done');
      setTimeout(() => note.textContent === outcome && tell('', 'done'), NOTE_STAYS_MS);
    } catch (error) {
      if (!(error instanceof Cancelled)) tell(describeFailure(error), 'failed');
    } finally {
      show(false);
    }
  }

  function show(busy: boolean): void {
    isBusy = busy;
    button.ariaDisabled = busy ? 'true' : null;
    words.textContent = busy ? doing : resting;
  }

  function tell(text: string, outcome: 'done' | 'failed'): void {
    note.dataset['outcome'] = outcome;
    note.textContent = text;
    if (text !== '') desk.say(text);
  }
}
