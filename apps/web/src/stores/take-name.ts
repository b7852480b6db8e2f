import type { ApiClient } from '../api-client.ts';
import { ApiError, hasCode, reasonOf, retryAfterMs } from '../api-error.ts';

export type Names = Pick<ApiClient, 'takeName' | 'readIdentity'>;

export type Outcome =
  /** It is this browser's. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The server is away, or busy. */
  | { readonly kind: 'later'; readonly afterMs: number }
  /** Nobody's name can be taken: the server is of another kind, or the browser keeps no cookies. */
  | { readonly kind: 'untaken' };

const REFUSALS = ['name_taken', 'too_many_names', 'validation_failed'] as const;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERRORS = 500;

/** Has the server keep a name for this browser. */
export async function takeName(api: Names, name: string): Promise<Outcome> {
  // Without its cookie it would be lost at once, to this browser as well.
  if (navigator.cookieEnabled === false) return { kind: 'untaken' };
  try {
    await api.takeName(name);
    return { kind: 'taken' };
  } catch (error) {
    if (!REFUSALS.some((code) => hasCode(error, code))) return whenNotRefused(error);
    return (await isOurs(api, name)) ? { kind: 'taken' } : { kind: 'refused', reason: reasonOf(error) };
  }
}

/** Another tab of this browser may have taken it in the same moment. */
async function isOurs(api: Names, name: string): Promise<boolean> {
  try {
    return (await api.readIdentity()).names.includes(name);
  } catch {
    return false;
  }
}

function whenNotRefused(error: unknown): Outcome {
  const isForNow =
    error instanceof ApiError &&
    (error.failure.kind !== 'refused' ||
      error.failure.status === TOO_MANY_REQUESTS ||
      error.failure.status >= SERVER_ERRORS);
  return isForNow ? { kind: 'later', afterMs: retryAfterMs(error) } : { kind: 'untaken' };
}
