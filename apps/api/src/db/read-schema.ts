import type BetterSqlite3 from 'better-sqlite3';

export interface SchemaFacts {
  /** Of SQLite. */
  readonly version: string;
  /** The columns of each table. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

export function readSchema(connection: BetterSqlite3.Database): SchemaFacts {
  const tables = connection
    .prepare<[], string>("select name from sqlite_master where type = 'table'")
    .pluck()
    .all();
  const columnsOf = connection.prepare<[string], string>('select name from pragma_table_info(?)').pluck();
  return {
    version: connection.prepare<[], string>('select sqlite_version()').pluck().get() ?? '',
    columns: new Map(tables.map((table) => [table, columnsOf.all(table)])),
  };
}
