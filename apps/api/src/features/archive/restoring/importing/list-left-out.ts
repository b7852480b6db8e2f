import BetterSqlite3 from 'better-sqlite3';

/** The segments that a database of a server has left out on purpose. @param live its file; null: there is none. */
export function listLeftOut(live: string | null): Set<string> {
  if (live === null) return new Set();
  const connection = new BetterSqlite3(live, { readonly: true, fileMustExist: true });
  try {
    connection.pragma('trusted_schema = OFF');
    const paths = connection.prepare<[], string>("select path from archive_files where kind = 'left_out'");
    return new Set(paths.pluck().all());
  } finally {
    connection.close();
  }
}
