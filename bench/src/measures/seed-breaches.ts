import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

const DAY_MS = 24 * 3_600_000;
/** Some minutes short of a day, so that none falls out of it while it is looked at. */
const SPREAD_MS = DAY_MS - 600_000;
const CLIENTS = 20_000;
const MOST_AT_ONCE = 20;
const ROUTES = [
  ['POST /api/messages', 'write'],
  ['GET /api/messages', 'read'],
  ['GET /api/changes', 'poll'],
  ['(no such address)', 'read'],
  ['GET /api/system/session', 'admin_token'],
] as const;

/**
 * Puts breaches of the last day into the database of a server that does not run: many clients, each on every route.
 * @returns how many requests they stand for.
 */
export function seedBreaches(folder: string, rows: number): number {
  const database = new BetterSqlite3(join(folder, 'bookchat.db'));
  const insert = database.prepare(
    'INSERT INTO breaches (timestamp, last_at, endpoint, client, "limit", count) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const begin = Date.now() - SPREAD_MS;
  let refusals = 0;
  database.transaction(() => {
    for (let row = 0; row < rows; row++) {
      const at = new Date(begin + Math.floor((row * SPREAD_MS) / rows)).toISOString();
      const [endpoint, limit] = ROUTES[row % ROUTES.length] ?? ROUTES[0];
      const count = 1 + (row % MOST_AT_ONCE);
      refusals += count;
      insert.run(at, at, endpoint, clientOf(row), limit, count);
    }
  })();
  database.close();
  return refusals;
}

/** A prime step, so that the rows of a client lie far apart. */
function clientOf(row: number): string {
  const client = (row * 7_919) % CLIENTS;
  return `198.18.${client >> 8}.${client & 255}`;
}
