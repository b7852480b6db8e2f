import { MIN_PASSWORD_CODE_POINTS, newPasswordSchema } from '@bookchat/shared';
import { whyNot } from '../../lib/why-not.ts';
import type { Entry } from './entry.ts';
import { passwordEntry } from './password-entry.ts';

/** A password that somebody chooses. */
export function newPasswordEntry(label: string): Entry {
  return passwordEntry({
    label,
    hint: `At least ${MIN_PASSWORD_CODE_POINTS} characters. A few words in a row are easy to keep in mind.`,
    autocomplete: 'new-password',
    check: (value) => whyNot(newPasswordSchema, value),
  });
}
