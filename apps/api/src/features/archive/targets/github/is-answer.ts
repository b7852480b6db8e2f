import { AnswerError } from './answer-error.ts';

export function isAnswer(error: unknown, status: number): error is AnswerError {
  return error instanceof AnswerError && error.about.status === status;
}

/** GitHub keeps no Git data for a repository without a commit, and says so with a conflict. */
export function isEmptyRepository(error: unknown): boolean {
  return isAnswer(error, 409) && /repository is empty/i.test(error.about.said);
}
