import { newNameSchema } from '@bookchat/shared';
import { whyNot } from '../../lib/why-not.ts';
import { type Entry, entry } from './entry.ts';

/** The name of an account, which is what one signs in with as well. */
export function nameEntry({ hint, value = '' }: { hint: string; value?: string }): Entry {
  return entry({
    label: 'Name',
    hint,
    attributes: { autocomplete: 'username', autocapitalize: 'words', value },
    // A name from before may stay as it is.
    check: (text) => (text === value && value !== '' ? null : whyNot(newNameSchema, text)),
  });
}
