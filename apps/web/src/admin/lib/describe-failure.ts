import { ApiError, reasonOf } from '../../api-error.ts';
import { formatSeconds } from './format-seconds.ts';
import { withLocalTimes } from './with-local-times.ts';

/** What to tell whoever runs the server about anything that was thrown: what happened, and what one can do. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof ApiError) || error.failure.kind !== 'refused') return reasonOf(error);
  const { status, code, retryAfterMs } = error.failure;
  if (status === 429) return `Too many requests. Try again in ${waitOf(retryAfterMs)}.`;
  if (code === 'maintenance') return 'The server is in maintenance. It is back in a moment.';
  return withLocalTimes(error.message);
}

/** Why a token was not taken. */
export function describeSignInFailure(error: unknown): string {
  if (error instanceof ApiError && error.failure.kind === 'refused' && error.failure.status === 401)
    return 'This is not the token of this server. Look into the file admin-token in its data folder.';
  return describeFailure(error);
}

function waitOf(ms: number): string {
  return ms === 0 ? 'a minute' : formatSeconds(Math.ceil(ms / 1_000));
}
