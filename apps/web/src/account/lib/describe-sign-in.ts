import { describeFailure } from '../../admin/lib/describe-failure.ts';
import { hasCode } from '../../api-error.ts';
import { PasskeyError } from '../passkeys.ts';

/** Why somebody was not let in; the server does not say which of the two was wrong. */
export function describeSignIn(error: unknown): string {
  return hasCode(error, 'sign_in_refused')
    ? 'This name and this password do not belong together. Try again.'
    : describeFailure(error);
}

/** Why a password was not taken again from somebody who is signed in. */
export function describePassword(error: unknown): string {
  return hasCode(error, 'sign_in_refused') ? 'This is not your password.' : describeFailure(error);
}

/** Why a passkey did not do. */
export function describePasskey(error: unknown): string {
  if (error instanceof PasskeyError) return error.message;
  return hasCode(error, 'sign_in_refused')
    ? 'This passkey does not open this server. It may have been removed.'
    : describeFailure(error);
}
