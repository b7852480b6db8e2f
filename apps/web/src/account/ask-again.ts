import type { confirmSignIn, listPasskeys, SignedIn } from '@bookchat/shared';
import type { Call } from '../admin/call.ts';
import { ask } from '../admin/components/ask.ts';
import { field, textField } from '../admin/components/field.ts';
import { Cancelled, type Desk } from '../admin/desk.ts';
import { h } from '../lib/h.ts';
import { usernameFor } from './components/username-for.ts';
import { describePasskey, describePassword } from './lib/describe-sign-in.ts';
import { signInWithPasskey } from './lib/passkey-sign-in.ts';
import { canUsePasskeys, PasskeyError } from './passkeys.ts';

export interface AskAgainOptions {
  readonly call: Call;
  readonly name: string;
  readonly hasPassword: boolean;
  /** Whether this server takes passkeys. */
  readonly passkeys: boolean;
}

/** What is dangerous asks again who is there; rejects with Cancelled where nobody answers. */
export async function askAgain(
  desk: Pick<Desk, 'say' | 'signal'>,
  { call, name, hasPassword, passkeys }: AskAgainOptions,
): Promise<void> {
  const hasPasskeys = passkeys && canUsePasskeys() && (await hasAny(call));
  return new Promise((resolve, reject) => {
    const input = textField({ type: 'password', autocomplete: 'current-password', enterkeyhint: 'go' });
    const byPasskey = async () => done(await signInWithPasskey(call), resolve);
    const rest = { doing: 'Signing in…', cancelled: () => reject(new Cancelled()) };
    if (hasPassword)
      ask(desk, {
        title: 'Sign in again to go on',
        parts: [usernameFor(name), field('Your password', input)],
        action: 'Go on',
        check: () => (input.value === '' ? 'Give your password.' : null),
        describe: (error) =>
          error instanceof PasskeyError ? describePasskey(error) : describePassword(error),
        ...(hasPasskeys ? { instead: { label: 'Use a passkey', act: byPasskey } } : {}),
        async act() {
          const body = { password: input.value };
          done(await call<typeof confirmSignIn>('POST', '/api/session/confirm', { body }), resolve);
        },
        ...rest,
      });
    else if (hasPasskeys)
      ask(desk, {
        title: 'Sign in again to go on',
        parts: [h('p', {}, 'This asks for your passkey once more.')],
        action: 'Use a passkey',
        describe: describePasskey,
        act: byPasskey,
        ...rest,
      });
    else
      ask(desk, {
        title: 'Sign in again to go on',
        parts: [h('p', {}, 'Sign out and in again: then this can be done for ten minutes.')],
        action: 'Understood',
        act: async () => reject(new Cancelled()),
        ...rest,
      });
  });
}

/** Where that cannot be said, a passkey is offered: whoever has none is told so. */
async function hasAny(call: Call): Promise<boolean> {
  try {
    const { passkeys } = await call<typeof listPasskeys>('GET', '/api/me/passkeys');
    return passkeys.length > 0;
  } catch {
    return true;
  }
}

function done(_: SignedIn, resolve: () => void): void {
  resolve();
}
