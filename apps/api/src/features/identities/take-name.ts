import { randomBytes } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { nameKey } from '../../lib/name-key.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';
import { isReserved, type People } from '../../plugins/people/index.ts';
import type { NameBook } from './name-book.ts';
import { accountsName, nameIsTaken, nobodysName, noRoomForNames, tooManyNames } from './name-problems.ts';

/** What one browser has of names; further ones wait until one goes free. */
export const MOST_NAMES = 5;
/** What a server keeps. */
const MOST_IN_ALL = 10_000;

interface Parts {
  readonly clock: Clock;
  readonly book: NameBook;
  readonly people: Pick<People, 'findByName'>;
  readonly mostInAll?: number;
}

export interface Taken {
  readonly owner: string;
  /** What the browser is to keep. */
  readonly secret: string;
}

/**
 * Takes a name for whoever brings the secret; where nothing is theirs by it, they get another.
 * @throws ProblemError `name_taken` or `too_many_names`; then nothing has changed.
 */
export type TakeName = (name: string, secret: string | undefined) => Promise<Taken>;

export function createTakeName({ clock, book, people, mostInAll = MOST_IN_ALL }: Parts): TakeName {
  return async (name, secret) => {
    if (isReserved(nameKey(name))) throw nobodysName(name);
    if (people.findByName(name) !== undefined) throw accountsName(name);
    const identity = known(secret) ?? mint();
    await book.change(() => take(name, identity.owner));
    return identity;
  };

  /** A secret that somebody made up could be guessed. */
  function known(secret: string | undefined): Taken | null {
    const owner = secret === undefined ? null : sha256Hex(secret);
    return secret === undefined || owner === null || book.listOf(owner).length === 0
      ? null
      : { owner, secret };
  }

  function take(name: string, owner: string): void {
    const before = book.find(name);
    if (before !== undefined && before.owner !== owner) throw nameIsTaken(name);
    if (before === undefined) makeRoom(owner);
    const writtenAt = before?.writtenAt ?? null;
    book.put({ key: nameKey(name), name, owner, chosenAt: clock.now(), writtenAt });
  }

  function makeRoom(owner: string): void {
    const names = book.listOf(owner);
    if (names.length >= MOST_NAMES) throw tooManyNames(names.map(({ name }) => name));
    book.sweep();
    if (book.size < mostInAll) return;
    const [first] = book.listUnwritten();
    if (first === undefined) throw noRoomForNames();
    book.remove(first);
  }
}

function mint(): Taken {
  const secret = randomBytes(32).toString('base64url');
  return { owner: sha256Hex(secret), secret };
}
