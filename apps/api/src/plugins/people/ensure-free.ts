import type { Database } from '../../db/open-database.ts';
import { nameKey } from '../../lib/name-key.ts';
import { emailTaken, nameTaken } from './account-problems.ts';
import type { Person, PersonBook } from './person-book.ts';
import { isReserved } from './reserved-names.ts';

export interface Wanted {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
}

/** @throws ProblemError `name_taken` or `email_taken` where somebody else has, or had, what `self` wants. */
export type EnsureFree = (wanted: Wanted, self?: Pick<Person, 'id'>) => void;

type Book = Pick<PersonBook, 'findByName' | 'findByEmail'>;

/**
 * Names that were somebody's before stay theirs: those that they have given up, and those that an admin has assigned. Nor
 * is the name of a bot free, under which it speaks.
 */
export function createEnsureFree(database: Pick<Database, 'prepareRead'>, book: Book): EnsureFree {
  const listClaimed = database.prepareRead<object, { name: string; person_id: string }>((db) =>
    db.selectFrom('claimed_names').select(['name', 'person_id']),
  );

  const listBots = database.prepareRead<object, { name: string }>((db) =>
    db.selectFrom('api_keys').select('name').where('revoked_at', 'is', null),
  );

  return ({ name, email }, self) => {
    if (name !== undefined) ensureName(name, self?.id);
    if (email !== undefined && email !== null && isOther(book.findByEmail(email), self?.id))
      throw emailTaken();
  };

  function ensureName(name: string, self: string | undefined): void {
    const key = nameKey(name);
    if (isReserved(key) || isOther(book.findByName(name), self)) throw nameTaken();
    const isClaimed = listClaimed
      .all({})
      .some((claimed) => claimed.person_id !== self && nameKey(claimed.name) === key);
    if (isClaimed || listBots.all({}).some((bot) => nameKey(bot.name) === key)) throw nameTaken();
  }
}

function isOther(person: Person | undefined, self: string | undefined): boolean {
  return person !== undefined && person.id !== self;
}
