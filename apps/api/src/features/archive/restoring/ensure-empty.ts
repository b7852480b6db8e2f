import { statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { StartError } from '../../../start-error.ts';

const MOVE_IT =
  'Move it aside together with its -wal and -shm files, or give BookChat a DATA_DIR of its own, and try again.';

/**
 * What has been written since would be gone. A database of a server that was started and in which nobody has written is
 * empty enough.
 * @throws StartError where it is not, or cannot be read.
 */
export function ensureEmpty(database: string): void {
  const size = statSync(database, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 || holdsNothing(database)) return;
  throw new StartError(
    `The database ${database} holds messages already, and a restore from the archive would not bring back what is in it ` +
      `alone. ${MOVE_IT}`,
  );
}

function holdsNothing(database: string): boolean {
  try {
    const connection = new BetterSqlite3(database, { fileMustExist: true });
    try {
      return ['messages', 'changes'].every((table) => isEmpty(connection, table));
    } finally {
      connection.close();
    }
  } catch (error) {
    const how = error instanceof Error ? error.message : String(error);
    throw new StartError(`Whether the database ${database} is empty cannot be read: ${how}. ${MOVE_IT}`);
  }
}

/** An older version may have made it, before there was such a table. */
function isEmpty(connection: BetterSqlite3.Database, table: string): boolean {
  const exists = connection
    .prepare("select 1 from sqlite_master where type = 'table' and name = ?")
    .get(table);
  return exists === undefined || connection.prepare(`select 1 from ${table} limit 1`).get() === undefined;
}
