import type { Database } from '../../db/open-database.ts';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import { nameKey } from '../../lib/name-key.ts';
import { emailTaken, nameTaken, earlierWriters as wroteBefore } from './account-problems.ts';
import type { EarlierWriters } from './earlier-writers.ts';
import type { Person, PersonBook } from './person-book.ts';
import { isReserved } from './reserved-names.ts';

export interface Wanted {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  /** Also a name that wrote before there were accounts, as whoever decides whose those are may. */
  readonly fromBefore?: boolean;
}

export interface EnsureFree {
  /** @throws ProblemError `name_taken` or `email_taken` where somebody else has, or had, what `self` wants. */
  (wanted: Wanted, self?: Pick<Person, 'id'>): void;
  /**
   * For a key, whose bot may also have the name of one of the same owner that has ended.
   * @throws ProblemError `name_taken`.
   */
  forBot(wanted: Pick<Wanted, 'name' | 'fromBefore'>, ownerId: string | null): void;
}

interface Parts {
  readonly database: Pick<Database, 'prepareRead'>;
  readonly book: Pick<PersonBook, 'find' | 'findByName' | 'findByEmail'>;
  readonly earlier: Pick<EarlierWriters, 'has'>;
  readonly now: () => number;
}

/** Who is to join has had no bot; one without an owner is the admin token's. */
const NOBODY = '';

type Bot = Pick<ApiKeysTable, 'name' | 'owner_id' | 'revoked_at' | 'expires_at'>;

/**
 * Names that were somebody's before stay theirs: those that they have given up, and those that an admin has assigned. Nor
 * is the name of a bot free, under which it speaks, nor that of somebody who wrote before there were accounts, but for whom
 * an admin has given it.
 */
export function createEnsureFree({ database, book, earlier, now }: Parts): EnsureFree {
  const listClaimed = database.prepareRead<object, { name: string; person_id: string }>((db) =>
    db.selectFrom('claimed_names').select(['name', 'person_id']),
  );
  const listBots = database.prepareRead<object, Bot>((db) =>
    db.selectFrom('api_keys').select(['name', 'owner_id', 'revoked_at', 'expires_at']),
  );

  return Object.assign(ensureFree, {
    forBot: (wanted: Wanted, ownerId: string | null) => {
      ensureName(wanted, undefined);
      ensureNoBots(nameKey(wanted.name ?? ''), ownerId);
    },
  });

  function ensureFree({ email, ...wanted }: Wanted, self?: Pick<Person, 'id'>): void {
    if (wanted.name !== undefined) {
      ensureName(wanted, self?.id);
      ensureNoBots(nameKey(wanted.name), self?.id ?? NOBODY);
    }
    if (email !== undefined && email !== null) ensureEmail(email, self?.id);
  }

  /** There are names from before that look like an address: nobody else may sign in by them. */
  function ensureEmail(email: string, self: string | undefined): void {
    const named = book.findByName(email);
    const isName = named?.name.includes('@') === true && isOther(named, self);
    if (isName || isOther(book.findByEmail(email), self)) throw emailTaken();
  }

  function ensureName({ name = '', fromBefore = false }: Wanted, self: string | undefined): void {
    const key = nameKey(name);
    if (isReserved(key) || isOther(book.findByName(name), self)) throw nameTaken();
    const claims = listClaimed.all({}).filter((claimed) => nameKey(claimed.name) === key);
    if (claims.some(({ person_id }) => person_id !== self)) throw nameTaken();
    const isTheirs = claims.length > 0 || book.findByName(name) !== undefined;
    if (!fromBefore && !isTheirs && earlier.has(key)) throw wroteBefore(name);
  }

  /** One that has ended still stands beside what it wrote, but its owner may have another with its name. */
  function ensureNoBots(key: string, ownerId: string | null): void {
    const at = new Date(now()).toISOString();
    const isInTheWay = ({ name, owner_id, revoked_at, expires_at }: Bot) =>
      nameKey(name) === key && (owner_id !== ownerId || (revoked_at === null && expires_at > at));
    if (listBots.all({}).some(isInTheWay)) throw nameTaken();
  }
}

function isOther(person: Person | undefined, self: string | undefined): boolean {
  return person !== undefined && person.id !== self;
}
