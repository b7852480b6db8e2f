import type { changePassword } from '@bookchat/shared';
import { hasCode } from '../../api-error.ts';
import type { AccountDesk } from '../account-desk.ts';
import { entryForm } from '../components/entry-form.ts';
import { newPasswordEntry } from '../components/new-password-entry.ts';
import { passwordEntry } from '../components/password-entry.ts';
import { section } from '../components/section.ts';
import { usernameFor } from '../components/username-for.ts';

/** Another password, or a first one. */
export function passwordSection(desk: AccountDesk): HTMLElement {
  const all = section('password', 'Password');
  show();
  return all.dom;

  function show(): void {
    const { has_password } = desk.account().me;
    all.conclude(has_password ? 'Change it whenever you like' : 'You have none yet');
    all.dom.querySelector('.panel__body')?.replaceChildren(formOf(has_password));
  }

  function formOf(hasPassword: boolean): HTMLElement {
    const current = passwordEntry({
      label: 'Present password',
      autocomplete: 'current-password',
      check: (value) => (value === '' ? 'Give your password.' : null),
    });
    const password = newPasswordEntry('New password');
    return entryForm({
      entries: hasPassword ? { current, password } : { password },
      before: [usernameFor(desk.account().me.name)],
      action: hasPassword ? 'Change the password' : 'Set a password',
      doing: 'Saving…',
      async act() {
        const body = { current: hasPassword ? current.input.value : null, password: password.input.value };
        await change(body, current.complain);
      },
    }).dom;
  }

  async function change(
    body: { current: string | null; password: string },
    complain: (words: string) => void,
  ): Promise<void> {
    try {
      desk.take(await desk.run(() => desk.call<typeof changePassword>('POST', '/api/me/password', { body })));
      show();
      desk.refresh();
      desk.tell('Your new password holds from now on. Every other browser is signed out.');
    } catch (error) {
      if (!hasCode(error, 'sign_in_refused')) throw error;
      complain('This is not your password.');
    }
  }
}
