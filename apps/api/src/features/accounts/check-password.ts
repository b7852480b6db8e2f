import type { FastifyRequest } from 'fastify';
import { nameKey } from '../../lib/name-key.ts';
import type { People, Person } from '../../plugins/people/index.ts';
import type { NameAttempts } from './name-attempts.ts';
import { signInRefused, suspended } from './sign-in-refused.ts';

interface Given {
  /** A name or a mail address. */
  readonly name: string;
  readonly password: string;
  readonly request: FastifyRequest;
}

/**
 * Finds who signs in. An unknown name costs as much hashing as a known one, and gets the same answer.
 * @throws ProblemError `sign_in_refused` or `rate_limited`.
 */
export async function checkPassword(
  people: People,
  attempts: NameAttempts,
  { name, password, request }: Given,
): Promise<Person> {
  const person = people.findByEmail(name) ?? people.findByName(name);
  const isRight = await attempts.during(person?.id ?? nameKey(name), request, () =>
    people.passwords.verify(password, person?.password_hash ?? null),
  );
  // Whoever was changed meanwhile is judged as they are now.
  const now = person === undefined ? undefined : people.find(person.id);
  if (now === undefined || !isRight || now.password_hash !== person?.password_hash) throw signInRefused();
  if (now.state !== 'active') throw suspended(now.reason);
  return now;
}
