import type { FastifyRequest } from 'fastify';
import { accountSuspended, type People, type Person } from '../../plugins/people/index.ts';
import type { NameAttempts } from './name-attempts.ts';
import { signInRefused } from './sign-in-refused.ts';

interface Given {
  /** A name or a mail address. */
  readonly name: string;
  readonly password: string;
  readonly request: FastifyRequest;
}

/**
 * Finds who signs in. An unknown name costs as much hashing as a known one, and gets the same answer.
 * @throws ProblemError `sign_in_refused`, `account_suspended` or `rate_limited`.
 */
export async function checkPassword(
  people: People,
  attempts: NameAttempts,
  { name, password, request }: Given,
): Promise<Person> {
  const person = findTyped(people, name);
  const browser = person === undefined ? null : people.signIns.knownBrowser(request, person);
  const isRight = await attempts.during(browser === null ? { name } : { browser }, request, () =>
    people.passwords.verify(password, person?.password_hash ?? null),
  );
  // Whoever was changed meanwhile is judged as they are now.
  const now = person === undefined ? undefined : people.find(person.id);
  if (now === undefined || !isRight || now.password_hash !== person?.password_hash) throw signInRefused();
  if (now.state !== 'active') throw accountSuspended(now);
  return now;
}

/**
 * What holds an @ is an address, and no name that only has the same letters; but whoever has had such a name since before
 * those were refused goes first, so that nobody can put them out by giving their name as an address.
 */
function findTyped(people: People, typed: string): Person | undefined {
  const named = people.findByName(typed);
  if (!typed.includes('@') || named?.name.includes('@') === true) return named;
  return people.findByEmail(typed);
}
