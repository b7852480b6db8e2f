import { field, textField } from './field.ts';

const MOST_CHARACTERS = 300;
const FOR_ADMINS = 'Admins read it in the audit log.';

/** Asks why something is done to a person; `told` says where they read it, or what they are told instead. */
export function reasonField(told: string) {
  const input = textField({ maxlength: MOST_CHARACTERS });
  return {
    dom: field('Reason', input, `${told} ${FOR_ADMINS}`),
    value: () => input.value.trim(),
    /** What is missing, or null. */
    check: () => (input.value.trim() === '' ? 'Give a reason.' : null),
  };
}
