import type BetterSqlite3 from 'better-sqlite3';
import { damaged } from './check-file.ts';

/** Some million messages, which take about half a second. */
const ALWAYS_CHECKED_BYTES = 256 * 1024 * 1024;

/**
 * Reads the whole database for broken pages, which SQLite would otherwise meet one by one, and write beside. A
 * very large one is read only after an end that was not in order.
 * @throws DatabaseError naming the first fault.
 */
export function checkContent(
  connection: BetterSqlite3.Database,
  { path, cutOff }: { path: string; cutOff: boolean },
): void {
  const pages = connection.pragma('page_count', { simple: true }) as number;
  const pageSize = connection.pragma('page_size', { simple: true }) as number;
  if (pages * pageSize > ALWAYS_CHECKED_BYTES && !cutOff) return;
  const found = connection.pragma('integrity_check(1)', { simple: true }) as string;
  if (found !== 'ok') throw damaged(path, found.replaceAll('\n', ' ').trim());
}
