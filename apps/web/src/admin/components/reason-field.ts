import { field, textField } from './field.ts';

const MOST_CHARACTERS = 300;
const HINT = 'They are told it, and admins read it in the audit log.';

/** Asks why something is done to a person. */
export function reasonField() {
  const input = textField({ maxlength: MOST_CHARACTERS });
  return {
    dom: field('Reason', input, HINT),
    value: () => input.value.trim(),
    /** What is missing, or null. */
    check: () => (input.value.trim() === '' ? 'Give a reason.' : null),
  };
}
