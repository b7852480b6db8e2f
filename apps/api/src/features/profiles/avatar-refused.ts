import { ProblemError } from '../../lib/problem-error.ts';

export function avatarRefused(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('avatar_refused', detail, { cause });
}
