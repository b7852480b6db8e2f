import type { beginPasskeySignIn, finishPasskeySignIn, SignedIn } from '@bookchat/shared';
import type { Call } from '../../admin/call.ts';
import { PasskeyError, usePasskey } from '../passkeys.ts';

/** Signs in with whatever passkey the person chooses; for somebody who is in, it counts as having signed in again. */
export async function signInWithPasskey(call: Call): Promise<SignedIn> {
  const { options } = await call<typeof beginPasskeySignIn>('POST', '/api/session/passkey/begin');
  const response = await usePasskey(options);
  if (response === null) throw new PasskeyError('No passkey was used. Try again, or sign in another way.');
  return call<typeof finishPasskeySignIn>('POST', '/api/session/passkey', { body: { response } });
}
