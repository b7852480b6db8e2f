import type { Migration } from 'kysely/migration';
import * as messages from './0001-messages.ts';
import * as changes from './0002-changes.ts';
import * as serverState from './0003-server-state.ts';
import * as tasks from './0004-tasks.ts';
import * as alerts from './0005-alerts.ts';
import * as breaches from './0006-breaches.ts';
import * as watchedSecrets from './0007-watched-secrets.ts';
import * as archive from './0008-archive.ts';
import * as apiKeys from './0009-api-keys.ts';
import * as metrics from './0010-metrics.ts';
import * as archivePace from './0011-archive-pace.ts';
import * as retention from './0012-retention.ts';
import * as people from './0013-people.ts';
import * as rooms from './0014-rooms.ts';
import * as profiles from './0015-profiles.ts';
import * as keyRooms from './0016-key-rooms.ts';
import * as identities from './0017-identities.ts';

/** In order, and frozen once released: a change to the schema is a new migration. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-messages': messages,
  '0002-changes': changes,
  '0003-server-state': serverState,
  '0004-tasks': tasks,
  '0005-alerts': alerts,
  '0006-breaches': breaches,
  '0007-watched-secrets': watchedSecrets,
  '0008-archive': archive,
  '0009-api-keys': apiKeys,
  '0010-metrics': metrics,
  '0011-archive-pace': archivePace,
  '0012-retention': retention,
  '0013-people': people,
  '0014-rooms': rooms,
  '0015-profiles': profiles,
  '0016-key-rooms': keyRooms,
  '0017-identities': identities,
};
