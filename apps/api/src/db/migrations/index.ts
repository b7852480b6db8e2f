import type { Migration } from 'kysely/migration';
import * as messages from './0001-messages.ts';
import * as changes from './0002-changes.ts';
import * as serverState from './0003-server-state.ts';

/** In order, and frozen once released: a change to the schema is a new migration. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-messages': messages,
  '0002-changes': changes,
  '0003-server-state': serverState,
};
