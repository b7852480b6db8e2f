import type { signOut } from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import { describeFailure } from '../admin/lib/describe-failure.ts';
import type { Access } from '../stores/access.ts';

/** Ends the session here; answers with why it could not, or null. */
export async function signOutHere(call: Call, access: Access): Promise<string | null> {
  try {
    await call<typeof signOut>('DELETE', '/api/session');
    access.leave();
    return null;
  } catch (error) {
    return `You are still signed in. ${describeFailure(error)}`;
  }
}
