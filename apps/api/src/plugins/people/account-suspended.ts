import { ProblemError } from '../../lib/problem-error.ts';
import { quoteReason } from '../../lib/quote-reason.ts';
import type { Person } from './person-book.ts';

/** For those alone who have shown who they are. */
export function accountSuspended({ suspend_reason }: Person): ProblemError {
  return new ProblemError(
    'account_suspended',
    `Your account is suspended until an admin lets you in again.${quoteReason(suspend_reason)}`,
  );
}
