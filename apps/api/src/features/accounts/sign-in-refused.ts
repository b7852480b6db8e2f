import { ProblemError } from '../../lib/problem-error.ts';

/** Says nothing of what was wrong: whether a name is known nobody learns. */
export function signInRefused(): ProblemError {
  return new ProblemError(
    'sign_in_refused',
    'The name or the password is wrong. If you have forgotten it, ask an admin for a link for a new one.',
  );
}
