import { button } from '../../components/button.ts';
import { h, on, setAttribute } from '../../lib/h.ts';
import { Cancelled, type Desk } from '../desk.ts';
import { describeFailure } from '../lib/describe-failure.ts';
import { addStyle } from '../lib/page-style.ts';
import styles from './ask.css?inline';

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
  act(): Promise<void>;
  describe?(error: unknown): string;
  /** Closed without the deed. */
  cancelled?(): void;
}

let count = 0;

/** Where the focus goes when a dialog closes: the nearest that is still there. */
const waysOf = new WeakMap<Element, readonly HTMLElement[]>();

/** Asks in a dialog, does what is asked for, and brings the focus back to where it was. */
export function ask(desk: Pick<Desk, 'say' | 'signal'>, question: Question): void {
  const {
    title,
    parts,
    action,
    doing,
    isGrave = false,
    isFinal = false,
    check,
    act,
    describe = describeFailure,
  } = question;
  const ways = waysBack();
  const id = `ask-${++count}`;
  const error = h('p', { class: 'ask__error', role: 'alert' });
  const submitButton = h('button', { class: 'button', type: 'submit', 'data-grave': isGrave }, action);
  const form = h(
    'form',
    // What is missing is said in the words of the page.
    { class: 'ask__form', method: 'dialog', novalidate: true },
    h('h2', { class: 'ask__title', id }, title),
    ...parts,
    error,
    h(
      'div',
      { class: 'ask__actions' },
      isFinal ? null : button('Cancel', () => dom.close(), 'quiet'),
      submitButton,
    ),
  );
  const dom = h('dialog', { class: 'ask', 'aria-labelledby': id }, form);
  let isBusy = false;
  let isDone = false;
  on(form, { submit: (event) => void submit(event) });
  on(dom, { close: closed, cancel: (event) => (isBusy || isFinal) && event.preventDefault() });
  desk.signal.addEventListener('abort', () => dom.remove());
  waysOf.set(dom, ways);
  document.body.append(dom);
  dom.showModal();
  form.querySelector<HTMLElement>('input, select, textarea')?.focus();

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    error.textContent = check?.() ?? '';
    if (error.textContent !== '') return;
    show(true);
    try {
      await act();
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

  function closed(): void {
    dom.remove();
    ways.find((way) => way.isConnected)?.focus();
    if (!isDone) question.cancelled?.();
  }
}

function waysBack(): readonly HTMLElement[] {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return [];
  const around = active.closest('dialog');
  return [active, ...(around === null ? [] : (waysOf.get(around) ?? []))];
}
