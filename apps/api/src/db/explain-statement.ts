import type BetterSqlite3 from 'better-sqlite3';

/**
 * How SQLite would run a statement, a line each: https://sqlite.org/eqp.html. Empty where it cannot be said, as of one
 * that names a table which is gone.
 */
export function explainStatement(connection: BetterSqlite3.Database, sql: string): string[] {
  try {
    // A plan alone does not notice that another connection has changed the schema, such as by a new index; a read does.
    connection.prepare('select 1 from sqlite_master limit 1').get();
    const values = new Array(countParameters(sql)).fill(null);
    const steps = connection
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...values);
    return steps.map(({ detail }) => detail);
  } catch {
    return [];
  }
}

/** Question marks, but for those within names and texts. */
function countParameters(sql: string): number {
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '').split('?').length - 1;
}
