import { ProblemError } from '../../lib/problem-error.ts';

/** Of the limit that the route's headers tell of already. */
export function tooManyRequests(resetsInMs: number): ProblemError {
  const seconds = Math.ceil(resetsInMs / 1_000);
  return new ProblemError(
    'rate_limited',
    `That was too many requests in a short time. Try again in ${seconds} s.`,
    { headers: { 'retry-after': String(seconds) } },
  );
}

/** Of a limit beside the route's own, which was not met: the headers tell of this one. */
export function beyondLimit(detail: string, max: number, resetsInMs: number): ProblemError {
  const seconds = String(Math.ceil(resetsInMs / 1_000));
  return new ProblemError('rate_limited', detail, {
    headers: {
      'retry-after': seconds,
      'ratelimit-limit': String(max),
      'ratelimit-remaining': '0',
      'ratelimit-reset': seconds,
    },
  });
}
