import { readFile } from 'node:fs/promises';
import { DatabaseLostError } from './database-lost-error.ts';
import { closeToMove, openSqlite, type SqliteConnections } from './engines/sqlite.ts';
import { planSwap } from './restore/plan-swap.ts';
import { type RestoreFiles, restoreFiles } from './restore/restore-files.ts';
import type { RestoreJournal } from './restore/restore-journal.ts';
import { runSteps, stepsBack, stepsForward, stepsToEnd } from './restore/swap-steps.ts';

export interface Replacement {
  readonly connections: SqliteConnections;
  /** The database file, or `:memory:`. */
  readonly file: string;
  /** Takes up what is open now; where it throws, that is no good. */
  readonly refresh: () => void;
}

/**
 * Puts `incoming` in the place of the open database. Whoever runs it holds the lock on the connection.
 * @returns the folder, beside the database, in which the old files are; null in memory.
 * @throws what went wrong; then the old database is in its place again, and open, or else it is a DatabaseLostError.
 */
export async function replaceDatabase(replacement: Replacement, incoming: string): Promise<string | null> {
  if (replacement.file === ':memory:') return replaceInMemory(replacement, await readFile(incoming));
  return replaceFile(replacement, restoreFiles(replacement.file));
}

function replaceInMemory({ connections, refresh }: Replacement, bytes: Buffer): null {
  const old = connections.use(openSqlite(bytes));
  try {
    refresh();
  } catch (error) {
    connections.use(old).writer.close();
    refresh();
    throw error;
  }
  old.writer.close();
  return null;
}

/** In one turn from closing to opening, so that nobody meets a closed connection. */
function replaceFile(replacement: Replacement, files: RestoreFiles): string {
  const { connections, refresh } = replacement;
  const journal = planSwap(files, new Date());
  closeToMove(connections);
  try {
    runSteps(stepsForward(files, journal));
    connections.use(openSqlite(files.database));
    refresh();
  } catch (error) {
    goBack(replacement, files, journal, error);
    throw error;
  }
  runSteps(stepsToEnd(files));
  return journal.aside;
}

function goBack(
  { connections, refresh }: Replacement,
  files: RestoreFiles,
  journal: RestoreJournal,
  cause: unknown,
): void {
  try {
    if (connections.writer.open) closeToMove(connections);
    runSteps(stepsBack(files, journal));
    connections.use(openSqlite(files.database));
    refresh();
  } catch (error) {
    throw new DatabaseLostError([cause, error], 'The database could be neither replaced nor opened again');
  }
}
