import { openToWriteBeside } from '../db/open-beside.ts';
import { createReleaseBeside } from '../features/identities/index.ts';
import { createWriteAudit } from '../plugins/audit/index.ts';
import type { Given } from './command.ts';
import { EXIT_FAILURE } from './exit-codes.ts';
import { print, printNote } from './print.ts';
import { readConfig } from './read-config.ts';

/** Frees a name that somebody has taken; a server that runs notices within a second or two. */
export async function releaseName({ words: [name = ''] }: Given): Promise<number | undefined> {
  const { auth, database } = readConfig();
  if (auth.mode === 'accounts')
    return refuse('With AUTH_MODE=accounts names are people’s, and nobody takes one without an account.');
  const released = await release(database, name);
  if (released === null) return refuse(`Nobody has taken the name ${name}, or one like it.`);
  print(`The name ${released} is free: whoever takes it next has it.`);
  return undefined;
}

async function release(file: string, name: string): Promise<string | null> {
  const database = openToWriteBeside(file);
  try {
    const remove = createReleaseBeside(database);
    const audit = createWriteAudit(database, Date.now);
    return await database.transact(() => {
      const target = remove(name);
      if (target !== null) audit({ actor: 'command line', action: 'identity.name_released', target });
      return target;
    });
  } finally {
    database.close();
  }
}

function refuse(message: string): number {
  printNote(message);
  return EXIT_FAILURE;
}
