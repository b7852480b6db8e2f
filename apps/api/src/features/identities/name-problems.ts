import { ProblemError } from '../../lib/problem-error.ts';

export function nameIsTaken(name: string): ProblemError {
  return new ProblemError(
    'name_taken',
    `Somebody has the name ${name}, or one that looks like it. Choose another. If it is yours and its cookie is lost, ` +
      'whoever runs the server can free it: bookchat release-name.',
  );
}

export function accountsName(name: string): ProblemError {
  return new ProblemError(
    'name_taken',
    `The name ${name}, or one that looks like it, is that of an account, and accounts are turned off here (AUTH_MODE=open). Choose ` +
      'another. If it is yours, ask whoever runs the server to set AUTH_MODE=accounts, and sign in.',
  );
}

export function nobodysName(name: string): ProblemError {
  return new ProblemError(
    'name_taken',
    `Nobody can have the name ${name}: many may write as Anonymous, and some names are the server’s own. Choose another.`,
  );
}

export function tooManyNames(names: readonly string[]): ProblemError {
  return new ProblemError(
    'too_many_names',
    `You have ${names.length} names already: ${names.join(', ')}. Go back to one of them; one that you do not use for ` +
      '30 days goes free, and makes room.',
  );
}

export function noRoomForNames(): ProblemError {
  return new ProblemError(
    'too_many_names',
    'So many names are taken here that there is no room for another. Ask whoever runs the server to free some.',
  );
}

export function takenNameNotFound(name: string): ProblemError {
  return new ProblemError('taken_name_not_found', `Nobody has taken the name ${name}, or one like it.`);
}
