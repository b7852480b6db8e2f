import type { changePassword } from '@bookchat/shared';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { getPerson } from '../../plugins/access/index.ts';
import { type Person, recentSignInNeeded } from '../../plugins/people/index.ts';
import type { NameAttempts } from './name-attempts.ts';
import type { EnsureGoodPassword } from './passwords/ensure-good-password.ts';
import { signInRefused } from './sign-in-refused.ts';

type Wanted = z.output<typeof changePassword.body>;

/** @throws ProblemError `validation_failed`, `sign_in_refused`, `recent_sign_in_needed` or `rate_limited`. */
export function createChangePassword(
  { people, audit }: FastifyInstance,
  attempts: NameAttempts,
  ensureGood: EnsureGoodPassword,
) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    { current, password }: Wanted,
  ): Promise<Person> => {
    const { person, session } = getPerson(request);
    await ensureMay(request, current ?? null);
    await ensureGood(password, person);
    const hash = await people.passwords.hash(password);
    return people.signIns.confirm(reply, session, () => {
      people.sessions.endAllOf(person.id, session);
      people.links.revokeAll({ kind: 'recovery', personId: person.id });
      audit.write({ request, action: 'person.password_changed', target: person.name });
      return people.update(person, { password_hash: hash });
    });
  };

  async function ensureMay(request: FastifyRequest, current: string | null): Promise<void> {
    const { person, session } = getPerson(request);
    if (person.password_hash === null) {
      if (!people.sessions.isFresh(session)) throw recentSignInNeeded();
      return;
    }
    const isRight = await attempts.during({ session: session.id }, request, () =>
      people.passwords.verify(current ?? '', person.password_hash),
    );
    if (!isRight) throw signInRefused();
  }
}
