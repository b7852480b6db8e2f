import { Cancelled } from '../../admin/desk.ts';
import { describeFailure } from '../../admin/lib/describe-failure.ts';
import { addStyle } from '../../admin/lib/page-style.ts';
import { type Child, h, on, setAttribute } from '../../lib/h.ts';
import { fieldOf } from '../lib/field-of.ts';
import type { Entry } from './entry.ts';
import styles from './entry-form.css?inline';

addStyle(styles);

/** An entry whose field is of whatever kind. */
type AnyEntry = Pick<Entry, 'dom' | 'check' | 'complain'> & { readonly input: HTMLElement };

export interface EntryFormOptions {
  /** By the names under which the server knows them. */
  readonly entries: Readonly<Record<string, AnyEntry>>;
  /** What stands before the entries and after the button. */
  readonly before?: readonly Child[];
  readonly after?: readonly Child[];
  readonly action: string;
  /** What stands on the button meanwhile. */
  readonly doing: string;
  act(): Promise<void>;
  describe?(error: unknown): string;
}

export interface EntryForm {
  readonly dom: HTMLFormElement;
  focus(): void;
}

/** Asks for what the entries hold; what is wrong stands at its entry, and the focus goes there. */
export function entryForm(options: EntryFormOptions): EntryForm {
  const { entries, before = [], after = [], action, doing, act, describe = describeFailure } = options;
  const all = Object.values(entries);
  const error = h('p', { class: 'entry-form__error', role: 'alert' });
  const button = h('button', { class: 'button entry-form__action', type: 'submit' }, action);
  const dom = h(
    'form',
    { class: 'entry-form', novalidate: true },
    ...before,
    ...all.map((entry) => entry.dom),
    error,
    button,
    ...after,
  );
  let isBusy = false;
  on(dom, { submit: (event) => void submit(event) });
  return { dom, focus: () => all[0]?.input.focus() };

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy || !fits()) return;
    show(true);
    try {
      await act();
    } catch (failure) {
      if (!(failure instanceof Cancelled)) complain(failure);
    } finally {
      show(false);
    }
  }

  function fits(): boolean {
    error.textContent = '';
    for (const entry of all) entry.complain(entry.check());
    const wrong = all.find(({ input }) => input.ariaInvalid === 'true');
    wrong?.input.focus();
    return wrong === undefined;
  }

  function complain(failure: unknown): void {
    const place = fieldOf(failure);
    const entry = place === null ? undefined : entries[place.field];
    if (place === null || entry === undefined) {
      error.textContent = describe(failure);
      return;
    }
    entry.complain(place.words);
    entry.input.focus();
  }

  function show(busy: boolean): void {
    isBusy = busy;
    setAttribute(button, 'aria-disabled', busy ? 'true' : null);
    button.textContent = busy ? doing : action;
  }
}
