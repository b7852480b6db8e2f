import BetterSqlite3 from 'better-sqlite3';

/** Counts the messages up to a position, beside a running server. */
export function countMessages({ file, upTo }: { readonly file: string; readonly upTo: number }): number {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  const count = (where: string, ...values: number[]) =>
    connection
      .prepare(`select count(*) from messages ${where}`)
      .pluck()
      .get(...values) as number;
  try {
    // Two counts that are quick, where a condition on all rows would be slow: without one SQLite counts by pages.
    return connection.transaction(() => count('') - count('where position > ?', upTo))();
  } finally {
    connection.close();
  }
}
