import { createHash } from 'node:crypto';
import type { Person } from './person-book.ts';

const known = new WeakMap<Person, string>();

/** A few letters that are others where somebody has another name or role, or is muted or may write again. */
export function standingOf(person: Person): string {
  const found = known.get(person) ?? describe(person);
  known.set(person, found);
  return found;
}

function describe({ name, role, muted_until, mute_reason }: Person): string {
  const text = JSON.stringify([name, role, muted_until, mute_reason]);
  return createHash('sha1').update(text).digest('base64url').slice(0, 6);
}
