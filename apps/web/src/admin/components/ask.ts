import { button } from '../../components/button.ts';
import { h, on, setAttribute } from '../../lib/h.ts';
import { Cancelled, type Desk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './ask.css?inline';
import { dialog } from './dialog.ts';

addStyle(styles);

export interface Question {
  readonly title: string;
  readonly parts: readonly Element[];
  readonly action: string;
  /** What stands on the button meanwhile. */
  readonly doing: string;
  readonly isGrave?: boolean;
  /** There is nothing to go back to, and no way past its button. */
  readonly isFinal?: boolean;
  /** Says what is missing, or null where nothing is. */
  check?(): string | null;
  /** Another way to the same end. */
  readonly instead?: { readonly label: string; act(): Promise<void> };
  act(): Promise<void>;
  describe?(error: unknown): string;
  /** Closed after the deed, with the focus where it was before. */
  done?(): void;
  /** Closed without the deed. */
  cancelled?(): void;
}

/** Asks in a dialog, and does what is asked for; answers with the dialog, for whatever else may close it. */
export function ask(desk: Pick<Desk, 'say' | 'signal'>, question: Question): HTMLDialogElement {
  const {
    title,
    parts,
    action,
    doing,
    isGrave = false,
    isFinal = false,
    check,
    instead,
    act,
    describe = describeFailure,
  } = question;
  const error = h('p', { class: 'ask__error', role: 'alert' });
  const submitButton = h('button', { class: 'button', type: 'submit', 'data-grave': isGrave }, action);
  const form = h(
    'form',
    // What is missing is said in the words of the page.
    { class: 'dialog__content', method: 'dialog', novalidate: true },
    ...parts,
    error,
    h(
      'div',
      { class: 'dialog__actions' },
      isFinal ? null : button('Cancel', () => dom.close(), 'quiet'),
      instead === undefined ? null : button(instead.label, () => void attempt(instead.act), 'quiet'),
      submitButton,
    ),
  );
  let isBusy = false;
  let isDone = false;
  on(form, { submit: (event) => void submit(event) });
  const dom = dialog(desk, {
    title,
    content: form,
    isHeld: () => isBusy || isFinal,
    closed: () => (isDone ? question.done?.() : question.cancelled?.()),
  });
  return dom;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    error.textContent = check?.() ?? '';
    if (error.textContent === '') await attempt(act);
  }

  async function attempt(deed: () => Promise<void>): Promise<void> {
    if (isBusy) return;
    error.textContent = '';
    show(true);
    try {
      await deed();
      isDone = true;
      dom.close();
    } catch (failure) {
      if (!(failure instanceof Cancelled)) error.textContent = describe(failure);
    } finally {
      show(false);
    }
  }

  function show(busy: boolean): void {
    isBusy = busy;
    setAttribute(submitButton, 'aria-disabled', busy ? 'true' : null);
    submitButton.textContent = busy ? doing : action;
  }
}
