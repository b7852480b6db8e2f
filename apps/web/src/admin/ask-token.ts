import { ask } from './components/ask.ts';
import { field } from './components/field.ts';
import { TOKEN_HINT, tokenField } from './components/sign-in-form.ts';
import { Cancelled, type Desk } from './desk.ts';
import { describeSignInFailure } from './lib/describe-failure.ts';
import { whatIsWrongWith } from './lib/what-is-wrong-with.ts';
import type { Session } from './stores/session.ts';

/** Asks for the token over the page; rejects with Cancelled where it is not given. */
export function askToken(desk: Pick<Desk, 'say' | 'signal'>, session: Session): Promise<void> {
  return new Promise((resolve, reject) => {
    const input = tokenField();
    ask(desk, {
      title: 'This needs the admin token',
      parts: [field('Admin token', input, TOKEN_HINT)],
      action: 'Sign in and go on',
      doing: 'Signing in…',
      check: () => whatIsWrongWith(input.value.trim()),
      describe: describeSignInFailure,
      async act() {
        await session.signIn(input.value.trim());
        resolve();
      },
      cancelled: () => reject(new Cancelled()),
    });
  });
}
