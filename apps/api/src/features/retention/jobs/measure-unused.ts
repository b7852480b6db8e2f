import BetterSqlite3 from 'better-sqlite3';

export interface UnusedBytes {
  readonly total: number;
  /** Within pages that hold something: no page of theirs can be given back. */
  readonly unused: number;
}

/** Reads how full the pages of a database are, by https://sqlite.org/dbstat.html: all of them, beside the server. */
export function measureUnused({ file }: { readonly file: string }): UnusedBytes {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    database.pragma('trusted_schema = OFF');
    const measured = database
      .prepare<[], UnusedBytes>(
        `select coalesce(sum(pgsize), 0) as total, coalesce(sum(unused), 0) as unused
         from dbstat where aggregate = true`,
      )
      .get();
    return measured ?? { total: 0, unused: 0 };
  } finally {
    database.close();
  }
}
