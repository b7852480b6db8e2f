import { carryOperatorsTables } from './carry-operators-tables.ts';
import { checkBackup } from './check-backup.ts';
import { checkDatabase } from './check-database.ts';
import { compareRestored } from './compare-restored.ts';
import { copyBackup } from './copy-backup.ts';
import { copyDatabase } from './copy-database.ts';
import { countBreaches } from './count-breaches.ts';
import { countMessages } from './count-messages.ts';
import { listEarlierWriters } from './list-earlier-writers.ts';
import { measureDatabase } from './measure-database.ts';
import { stageRestore } from './stage-restore.ts';

/** What runs in a thread of its own (worker.ts), by name; each is given its input and a way to report progress. */
export const jobs = {
  carryOperatorsTables,
  checkBackup,
  checkDatabase,
  compareRestored,
  copyBackup,
  copyDatabase,
  countBreaches,
  countMessages,
  listEarlierWriters,
  measureDatabase,
  stageRestore,
};
