import type { Role } from '@bookchat/shared';
import { toMe } from '../src/features/accounts/index.ts';
import { createPerson } from '../src/plugins/people/create-person.ts';
import { createPasswords } from '../src/plugins/people/passwords.ts';
import { ACCOUNTS, PASSWORD, type SignedInPerson } from './accounts-test.ts';
import { it as base } from './server-test.ts';
import type { TestServer } from './start-test-server.ts';

export interface Team {
  readonly server: TestServer;
  /** alice, the owner. */
  readonly owner: SignedInPerson;
  readonly admin: SignedInPerson;
  readonly bob: SignedInPerson;
  readonly guest: SignedInPerson;
}

/** A test whose server has accounts: alice owns it, and there are adam the admin, bob the member, and gus the guest. */
export const it = base.extend('team', async ({ start }): Promise<Team> => {
  const server = await start.server(ACCOUNTS);
  return {
    server,
    owner: await arrive(server, 'alice', 'owner'),
    admin: await arrive(server, 'adam', 'admin'),
    bob: await arrive(server, 'bob'),
    guest: await arrive(server, 'gus', 'guest'),
  };
});

/** The same hash for everybody, as it takes its time: that of PASSWORD. */
let hash: Promise<string> | null = null;

/** Somebody has an account and is signed in, without all that comes before. */
export async function arrive(
  { app: { people } }: TestServer,
  name: string,
  role: Role = 'member',
): Promise<SignedInPerson> {
  hash ??= createPasswords().hash(PASSWORD);
  const passwordHash = await hash;
  return people.writing(() => {
    const person = createPerson({ name, role, email: `${name}@example.org`, passwordHash }, Date.now());
    people.insert(person);
    const { secret } = people.sessions.open(person.id, 'a browser');
    return {
      me: toMe(person, new Date().toISOString()),
      headers: { cookie: `bookchat_session=${secret}` },
    };
  });
}

/** The id of somebody as a path wants it. */
export function idOf({ me }: SignedInPerson): { id: string } {
  return { id: me.id };
}
