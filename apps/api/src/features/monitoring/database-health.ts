import type { Config } from '../../config.ts';
import type { Database } from '../../db/open-database.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { runInWorker } from '../../lib/run-in-worker.ts';
import { AlarmedError, type Alarms } from '../../plugins/alarms.ts';
import { checkDatabaseFile, describeState } from './check-database-file.ts';
import { checkDatabaseSize } from './check-database-size.ts';
import type { DatabaseBook } from './database/database-book.ts';
import type { DatabaseFileWatch } from './database-file.ts';
import type { MessageCount } from './message-count.ts';

export interface DatabaseHealthParts {
  readonly config: Config;
  readonly alarms: Alarms;
  readonly database: Database;
  readonly file: DatabaseFileWatch;
  readonly messages: MessageCount;
  readonly book: DatabaseBook;
}

/**
 * Reads the whole database for damage, and measures it, beside the event loop; then has the engine renew the statistics
 * that its plans go by. Answers that all is sound, in words.
 */
export function createDatabaseHealth(parts: DatabaseHealthParts) {
  const { config, alarms, database, file, messages, book } = parts;
  const path = config.database;

  return async (signal: AbortSignal): Promise<string> => {
    await messages.recount();
    if (path === ':memory:') return `It is kept in memory, with ${messages.now} messages: no file to check.`;
    const { state, bytes, walBytes } = file.look();
    checkDatabaseFile({ state }, alarms);
    if (state !== 'there') throw new AlarmedError(`${describeState(state)}, so it cannot be checked.`);
    checkDatabaseSize(bytes + walBytes, config.thresholds.databaseBytes, alarms);
    const faults = await runInWorker<string[]>('checkDatabase', { file: path }, { signal });
    const size = `${formatBytes(bytes + walBytes)} with ${messages.now} messages`;
    if (faults.length > 0) throw damaged(faults.join('; '), size);
    database.condition.foundSound();
    book.checked(true, `Sound: ${size}.`);
    await book.measure(signal);
    await book.optimize();
    return `Sound: ${size}.`;
  };

  function damaged(found: string, size: string): AlarmedError {
    database.condition.foundDamaged(found);
    const message = `The database is damaged: ${found} (${size}).`;
    book.checked(false, message);
    return new AlarmedError(message);
  }
}
