import { personNameSchema } from '@bookchat/shared';
import { whyNot } from '../../lib/why-not.ts';
import { type Entry, entry } from './entry.ts';

/** The name of an account, which is what one signs in with as well. */
export function nameEntry({ hint, value = '' }: { hint: string; value?: string }): Entry {
  return entry({
    label: 'Name',
    hint,
    attributes: { autocomplete: 'username', autocapitalize: 'words', value },
    check: (text) => whyNot(personNameSchema, text),
  });
}
