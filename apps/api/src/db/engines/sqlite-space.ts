import type BetterSqlite3 from 'better-sqlite3';

const INCREMENTAL = 2;

/** What a database file does with the room that it no longer needs. */
export interface DatabaseSpace {
  /** Whether it can give pages back at all; one that was made by an older version, and never rebuilt, cannot. */
  readonly canShrink: boolean;
  readonly freeBytes: number;
  /**
   * Takes up to so many free pages off the end of the file.
   * @returns how many are left.
   */
  giveBack(pages: number): Promise<number>;
  /**
   * Folds the write-ahead log into the file and cuts both to what they hold, where nobody reads from it at the moment.
   * @returns whether that was done.
   */
  foldLog(): Promise<boolean>;
}

export function canShrink(connection: BetterSqlite3.Database): boolean {
  return connection.pragma('auto_vacuum', { simple: true }) === INCREMENTAL;
}

export function readFreeBytes(connection: BetterSqlite3.Database): number {
  return countFree(connection) * Number(connection.pragma('page_size', { simple: true }));
}

export function giveBackPages(writer: BetterSqlite3.Database, pages: number): number {
  if (canShrink(writer)) writer.pragma(`incremental_vacuum(${pages})`);
  return countFree(writer);
}

/** Never waits: whoever reads the file, such as a backup, may do so for minutes. */
export function foldLog(writer: BetterSqlite3.Database): boolean {
  const patience = writer.pragma('busy_timeout', { simple: true });
  writer.pragma('busy_timeout = 0');
  try {
    const [outcome] = writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return outcome?.busy === 0;
  } finally {
    writer.pragma(`busy_timeout = ${patience}`);
  }
}

/** Writes the whole database anew, so that it can give pages back from then on. Nobody can write meanwhile. */
export function rebuild(writer: BetterSqlite3.Database): void {
  writer.pragma('auto_vacuum = INCREMENTAL');
  writer.exec('vacuum');
  foldLog(writer);
}

function countFree(connection: BetterSqlite3.Database): number {
  return Number(connection.pragma('freelist_count', { simple: true }));
}
