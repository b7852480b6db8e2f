import { h, on, setAttribute } from '../../lib/h.ts';
import { describeSignInFailure } from '../lib/describe-failure.ts';
import { addStyle } from '../lib/page-style.ts';
import { whatIsWrongWith } from '../lib/what-is-wrong-with.ts';
import { field, textField } from './field.ts';
import styles from './sign-in-form.css?inline';

addStyle(styles);

export const TOKEN_HINT = 'It stands in the file admin-token in the server’s data folder, or in ADMIN_TOKEN.';

export function tokenField(): HTMLInputElement {
  return textField({ type: 'password', autocomplete: 'off', autocapitalize: 'off', enterkeyhint: 'go' });
}

/** Asks for the admin token where the page cannot be shown without it. */
export function signInForm(
  signIn: (token: string) => Promise<void>,
  greeting: string,
  explanation: Element | null = null,
): HTMLFormElement {
  const input = tokenField();
  const error = h('p', { class: 'sign-in__error', role: 'alert' });
  const submitButton = h('button', { class: 'button', type: 'submit' }, 'Sign in');
  const form = h(
    'form',
    { class: 'sign-in' },
    h('h1', { class: 'sign-in__title' }, greeting),
    explanation,
    field('Admin token', input, TOKEN_HINT),
    error,
    submitButton,
  );
  let isBusy = false;
  on(form, { submit: (event) => void submit(event) });
  return form;

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    const token = input.value.trim();
    const refusal = whatIsWrongWith(token);
    if (refusal !== null) return complain(refusal);
    show(true);
    try {
      await signIn(token);
    } catch (failure) {
      complain(describeSignInFailure(failure));
    } finally {
      show(false);
    }
  }

  function show(busy: boolean): void {
    isBusy = busy;
    setAttribute(submitButton, 'aria-disabled', busy ? 'true' : null);
    submitButton.textContent = busy ? 'Signing in…' : 'Sign in';
    if (busy) error.textContent = '';
  }

  function complain(words: string): void {
    error.textContent = words;
    input.focus();
  }
}
