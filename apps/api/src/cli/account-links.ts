import { type DatabaseBeside, openToWriteBeside, type WritableBeside } from '../db/open-beside.ts';
import type { PeopleTable } from '../db/schema/people.ts';
import { makeRecoveryLink, makeSetUpLink } from '../features/accounts/index.ts';
import { nameKey } from '../lib/name-key.ts';
import { createWriteAudit } from '../plugins/audit/index.ts';
import { createLinks, type Links, linkUrl, type MadeLink } from '../plugins/people/index.ts';
import type { Given } from './command.ts';
import { EXIT_FAILURE } from './exit-codes.ts';
import { print, printNote } from './print.ts';
import { readConfig } from './read-config.ts';

type Found = Pick<PeopleTable, 'id' | 'name' | 'name_key' | 'role' | 'state'>;

const ACTOR = 'command line';

/** Prints a link for the first account, which is the owner's; a server that runs takes it at once. */
export async function ownerLink(): Promise<number | undefined> {
  return withDatabase(async (database, links) => {
    const owner = listPeople(database).find(({ role, state }) => role === 'owner' && state === 'active');
    if (owner !== undefined)
      return refuse(
        `There is an owner: ${owner.name}. A link for a new password is made by: bookchat recovery-link "${owner.name}"`,
      );
    return tell(await make(database, 'set_up_link.made', null, () => makeSetUpLink(links)));
  });
}

/** Prints a link by which somebody chooses a new password. */
export async function recoveryLink({ words: [name = ''] }: Given): Promise<number | undefined> {
  return withDatabase(async (database, links) => {
    const person = listPeople(database).find(({ name_key }) => name_key === nameKey(name));
    if (person === undefined || person.state === 'removed')
      return refuse(`Nobody here has the name ${name}.`);
    if (person.state === 'suspended')
      return refuse(`${person.name} is suspended, and could not sign in. Let them in again first.`);
    return tell(
      await make(database, 'recovery_link.made', person.name, () =>
        makeRecoveryLink(links, person, null, ACTOR),
      ),
    );
  });
}

async function withDatabase(
  work: (database: WritableBeside, links: Links) => Promise<number | undefined>,
): Promise<number | undefined> {
  const config = readConfig();
  if (config.auth.mode === 'open')
    return refuse('There are no accounts: AUTH_MODE is open. Set AUTH_MODE=accounts, also for this command.');
  const database = openToWriteBeside(config.database);
  try {
    return await work(database, createLinks(database, Date.now));
  } finally {
    database.close();
  }
}

function listPeople(database: DatabaseBeside): Found[] {
  return database
    .prepareRead<object, Found>((db) =>
      db.selectFrom('people').select(['id', 'name', 'name_key', 'role', 'state']),
    )
    .all({});
}

function make(
  database: WritableBeside,
  action: string,
  target: string | null,
  work: () => MadeLink,
): Promise<MadeLink> {
  const audit = createWriteAudit(database, Date.now);
  return database.transact(() => {
    audit({ actor: ACTOR, action, target });
    return work();
  });
}

/** The link alone goes to whoever takes the output. */
function tell({ link, token }: MadeLink): undefined {
  printNote(
    `This is shown once. It is good once, until ${link.expires_at}; give it to that person, and nobody else:`,
  );
  print(linkUrl(readConfig().http, token));
}

function refuse(message: string): number {
  printNote(message);
  return EXIT_FAILURE;
}
