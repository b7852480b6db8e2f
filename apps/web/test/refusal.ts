import type { ProblemCode } from '@bookchat/shared';
import { ApiError } from '../src/api-error.ts';

/** What a call throws that the server refuses. */
export function refusal(status: number, code: ProblemCode, detail = 'The disk says no.'): ApiError {
  return new ApiError({ kind: 'refused', status, code, detail, retryAfterMs: 0 });
}
