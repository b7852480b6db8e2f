import { ProblemError } from '../../lib/problem-error.ts';

/** Says nothing of why: a stranger may ask. */
export function passkeyNotTaken(): ProblemError {
  return new ProblemError(
    'sign_in_refused',
    'This passkey does not let you in here. Try it once more, or sign in another way.',
  );
}

export function passkeyRefused(why: string): ProblemError {
  return new ProblemError('passkey_refused', why);
}

export function passkeysOff(): ProblemError {
  return passkeyRefused(
    'Browsers have no passkeys for this address. Open the server by a name over https, as PUBLIC_URL says it, or on this ' +
      'machine by localhost.',
  );
}
