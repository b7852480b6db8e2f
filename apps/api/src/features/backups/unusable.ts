import { ProblemError } from '../../lib/problem-error.ts';

/** @param reason why, as a clause: "page 7 is broken". */
export function unusable(id: string, reason: string): ProblemError {
  return new ProblemError(
    'backup_unusable',
    `The backup ${id} cannot be used: ${reason}. Use another one; nothing was changed.`,
  );
}

export function notFound(id: string): ProblemError {
  return new ProblemError('backup_not_found', `There is no backup ${id}. See the list of those there are.`);
}
