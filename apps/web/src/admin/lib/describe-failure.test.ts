import { expect, test } from 'vitest';
import { ApiError } from '../../api-error.ts';
import { describeFailure, describeSignInFailure } from './describe-failure.ts';

function refusal(
  status: number,
  more: { code?: 'maintenance'; detail?: string; retryAfterMs?: number } = {},
): ApiError {
  const { code = null, detail = null, retryAfterMs = 0 } = more;
  return new ApiError({ kind: 'refused', status, code, detail, retryAfterMs });
}

test.each([
  [refusal(429, { retryAfterMs: 40_000 }), 'Too many requests. Try again in 40 s.'],
  [refusal(429), 'Too many requests. Try again in a minute.'],
  [refusal(503, { code: 'maintenance' }), 'The server is in maintenance. It is back in a moment.'],
  [refusal(422, { detail: 'The file is damaged.' }), 'The file is damaged.'],
  [new ApiError({ kind: 'unreachable' }), 'The server cannot be reached.'],
])('%s', (error, words) => {
  expect(describeFailure(error)).toBe(words);
});

test('a token that is not taken is told apart from a server that is away', () => {
  expect(describeSignInFailure(refusal(401))).toContain('not the token of this server');
  expect(describeSignInFailure(new ApiError({ kind: 'unreachable' }))).toBe('The server cannot be reached.');
});
