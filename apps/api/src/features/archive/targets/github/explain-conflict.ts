import type { Answer } from './read-answer.ts';
import type { Names } from './to-target-error.ts';

export interface Explanation {
  readonly kind: 'moved' | 'denied' | 'refused' | 'unavailable';
  readonly message: string;
}

/** The words are GitHub's; it has no codes for these. */
const CONFLICTS: readonly (Explanation & { readonly said: RegExp })[] = [
  {
    said: /secret detected|push protection/i,
    kind: 'refused',
    message: 'does not take it because it holds what looks like a secret (push protection)',
  },
  {
    said: /rule violation|protected branch|reference update failed/i,
    kind: 'denied',
    message:
      'has rules for the branch that keep BookChat out. Add it to those who may pass them (Settings, Rules), or set GITHUB_BRANCH to another branch',
  },
  {
    said: /not a fast.?forward|already exists|reference does not exist|"sha" wasn't supplied/i,
    kind: 'moved',
    message: 'has the branch elsewhere than BookChat believed',
  },
];

/** What a 409 or a 422 means to a branch that is written to. */
export function explainConflict({ status }: Answer, said: string, { place }: Names): Explanation {
  const quoted = said === '' ? '' : ` (“${said}”)`;
  const known = CONFLICTS.find((conflict) => conflict.said.test(said));
  if (known !== undefined) return { kind: known.kind, message: `${place} ${known.message}${quoted}.` };
  if (status === 409)
    return { kind: 'moved', message: `${place} was changed by somebody else meanwhile${quoted}.` };
  return { kind: 'refused', message: `${place} does not take what was sent${quoted}.` };
}
