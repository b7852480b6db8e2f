import { ProblemError } from '../../lib/problem-error.ts';

export function tooManyRequests(resetsInMs: number): ProblemError {
  const seconds = Math.ceil(resetsInMs / 1_000);
  return new ProblemError(
    'rate_limited',
    `That was too many requests in a short time. Try again in ${seconds} s.`,
    {
      headers: { 'retry-after': String(seconds) },
    },
  );
}
