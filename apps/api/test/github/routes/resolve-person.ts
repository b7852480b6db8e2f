import { type Person, toSeconds } from '../git/commit-format.ts';
import { Refusal } from '../refusal.ts';
import type { Site } from '../site.ts';

export interface GivenPerson {
  readonly name?: string;
  readonly email?: string;
  readonly date?: string;
}

/** Who and when, as the commit will say; whatever is not given is the token's owner, and now. */
export function resolvePerson(site: Site, given: GivenPerson | undefined): Person {
  const {
    name = site.owner,
    email = `${site.owner}@users.noreply.github.com`,
    date = toSeconds(site.now()),
  } = given ?? {};
  if (name.trim() === '' || /[<>\n\0]/.test(name + email))
    throw new Refusal(422, 'Invalid request.\n\nA name or an email is not valid.');
  if (Number.isNaN(Date.parse(date)))
    throw new Refusal(422, `Invalid request.\n\n"${date}" is not a valid date.`);
  return { name, email, date };
}
