import type { Migration } from 'kysely/migration';
import * as messages from './0001-messages.ts';
import * as changes from './0002-changes.ts';
import * as serverState from './0003-server-state.ts';
import * as tasks from './0004-tasks.ts';
import * as alerts from './0005-alerts.ts';
import * as breaches from './0006-breaches.ts';
import * as watchedSecrets from './0007-watched-secrets.ts';

/** In order, and frozen once released: a change to the schema is a new migration. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-messages': messages,
  '0002-changes': changes,
  '0003-server-state': serverState,
  '0004-tasks': tasks,
  '0005-alerts': alerts,
  '0006-breaches': breaches,
  '0007-watched-secrets': watchedSecrets,
};
