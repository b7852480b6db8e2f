import { adoptStyle } from '../lib/adopt-style.ts';
import { h, on, setAttribute } from '../lib/h.ts';
import { button } from './button.ts';
import styles from './name-form.css?inline';

adoptStyle(styles);

export interface NameFormOptions {
  /** The name that is changed, or null on the first visit. */
  readonly current: string | null;
  /** A name that they can have no longer, and why. */
  readonly lost?: { readonly name: string; readonly reason: string } | null;
  /** Takes the name and answers with null, or with why it cannot be taken. */
  choose(name: string): Promise<string | null>;
  cancel(): void;
}

/** Asks for the name that others will see. */
export function nameForm({ current, lost = null, choose, cancel }: NameFormOptions): {
  dom: HTMLFormElement;
  focus(): void;
} {
  const input = h('input', {
    class: 'field name-form__input',
    id: 'name',
    autocomplete: 'nickname',
    autocapitalize: 'words',
    spellcheck: 'false',
    enterkeyhint: 'go',
    value: current ?? lost?.name ?? null,
    'aria-describedby': 'name-error',
  });
  const error = h('p', { class: 'name-form__error', id: 'name-error', role: 'alert' });
  const dom = h(
    'form',
    { class: 'name-form' },
    h(
      'label',
      { class: 'name-form__label', for: 'name' },
      current === null ? 'What should people call you?' : 'Your name from now on',
    ),
    h(
      'div',
      { class: 'name-form__row' },
      input,
      h(
        'div',
        { class: 'name-form__actions' },
        h('button', { class: 'button', type: 'submit' }, current === null ? 'Join' : 'Save'),
        current === null ? null : button('Cancel', cancel, 'quiet'),
      ),
    ),
    error,
  );
  let isAsking = false;
  refuse(lost?.reason ?? null);
  on(dom, { submit: (event) => void submit(event), keydown });
  return { dom, focus: () => input.focus() };

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    const refusal = await choose(input.value);
    isAsking = false;
    refuse(refusal);
    if (refusal !== null) input.focus();
  }

  function refuse(reason: string | null): void {
    error.textContent = reason;
    setAttribute(input, 'aria-invalid', reason === null ? null : 'true');
  }

  function keydown({ key, isComposing }: KeyboardEvent): void {
    if (key === 'Escape' && !isComposing && current !== null) cancel();
  }
}
