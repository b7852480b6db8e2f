import { nameKey } from '../../lib/name-key.ts';

/**
 * Under what wrong passwords are counted: what was typed, whether or not anybody has it. A name and a mail address count
 * apart, as whose address it is would be seen from the name otherwise.
 */
export function attemptKey(typed: string): string {
  return `${typed.includes('@') ? 'address' : 'name'} ${nameKey(typed)}`;
}
