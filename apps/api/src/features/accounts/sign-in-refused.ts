import { ProblemError } from '../../lib/problem-error.ts';

/** Says nothing of what was wrong: whether a name is known nobody learns. */
export function signInRefused(): ProblemError {
  return new ProblemError(
    'sign_in_refused',
    'The name or the password is wrong. If you have forgotten it, ask an admin for a link for a new one.',
  );
}

/** For those alone who have shown the right password. */
export function suspended(reason: string | null): ProblemError {
  const why = reason === null ? '' : ` The reason: “${reason}”.`;
  return new ProblemError('sign_in_refused', `Your account is suspended. Ask an admin.${why}`);
}
