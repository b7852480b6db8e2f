import type { recover } from '@bookchat/shared';
import { hasCode } from '../api-error.ts';
import { saying } from './components/door.ts';
import { entryForm } from './components/entry-form.ts';
import { newPasswordEntry } from './components/new-password-entry.ts';
import { usernameFor } from './components/username-for.ts';
import { inTheirPlace, type LinkForm } from './join-form.ts';
import type { LinkFormOptions } from './join-view.ts';

/** Chooses a new password by a link. */
export function recoveryForm({ link, token, call, access, ended, done }: LinkFormOptions): LinkForm {
  const password = newPasswordEntry('New password');
  const form = entryForm({
    entries: { password },
    before: [usernameFor(link.name ?? '')],
    action: 'Save and sign in',
    doing: 'Saving…',
    async act() {
      const body = { token, password: password.input.value };
      try {
        access.enter(await call<typeof recover>('POST', '/api/recover', { body }));
        done();
      } catch (error) {
        if (!hasCode(error, 'link_ended')) throw error;
        ended();
      }
    },
  });
  return {
    heading: `A new password for ${link.name}`,
    parts: [
      saying('Every browser in which you are signed in is signed out by it.'),
      saying(
        'Passkeys, keys of your bots, and a link to GitHub that you have added, open the account no more: add them again after it.',
      ),
      inTheirPlace(access),
      form.dom,
    ],
    focus: form.focus,
  };
}
