import type { Database } from '../../db/open-database.ts';
import type { PeopleTable } from '../../db/schema/people.ts';
import { nameKey } from '../../lib/name-key.ts';
import { preparePeople } from './people-queries.ts';

export type Person = Readonly<PeopleTable>;

/** Everyone who has or had an account, in memory: a request of somebody who is signed in costs no query. */
export interface PersonBook {
  find(id: string): Person | undefined;
  /** Whoever has the name, or one that looks like it. */
  findByName(name: string): Person | undefined;
  findByEmail(email: string): Person | undefined;
  findByGithubId(id: string): Person | undefined;
  /** Those who were removed as well, by name. */
  list(): Person[];
  /** Only within `writing`. */
  insert(person: Person): void;
  /** Only within `writing`. A picture goes with the last who had it. @returns the person as they are now. */
  update(person: Person, changes: Partial<Omit<PeopleTable, 'id'>>): Person;
  /** Reads them again. */
  reload(): void;
}

export function createPersonBook(database: Database): PersonBook {
  const { readAll, insert, update, removeAvatar } = preparePeople(database);
  let people = new Map<string, Person>();
  let byKey = new Map<string, Person>();
  let byEmail = new Map<string, Person>();
  reload();

  return {
    find: (id) => people.get(id),
    findByName: (name) => (byKey.size === 0 ? undefined : byKey.get(nameKey(name))),
    findByEmail: (email) => byEmail.get(email.toLowerCase()),
    findByGithubId: (id) => [...people.values()].find((person) => person.github_id === id),
    list: () => [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    insert(person) {
      insert.run(person);
      keep(person);
    },
    update(person, changes) {
      const old = people.get(person.id) ?? person;
      const changed = { ...old, ...changes };
      update.run(changed);
      drop(person.id);
      keep(changed);
      if (old.avatar !== null) dropAvatar(old.avatar);
      return changed;
    },
    reload,
  };

  function reload(): void {
    people = new Map();
    byKey = new Map();
    byEmail = new Map();
    for (const person of readAll.all({})) keep(person);
  }

  function keep(person: Person): void {
    people.set(person.id, person);
    byKey.set(nameKey(person.name), person); // the stored one may be of an older rule
    if (person.email !== null) byEmail.set(person.email, person);
  }

  function drop(id: string): void {
    const old = people.get(id);
    if (old === undefined) return;
    byKey.delete(nameKey(old.name));
    if (old.email !== null) byEmail.delete(old.email);
  }

  function dropAvatar(hash: string): void {
    if (![...people.values()].some(({ avatar }) => avatar === hash)) removeAvatar.run({ hash });
  }
}
