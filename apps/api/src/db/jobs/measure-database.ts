import BetterSqlite3 from 'better-sqlite3';
import { type DatabaseMeasures, measureDatabase as measure } from '../measure-database.ts';

export interface MeasureInput {
  readonly file: string;
  /** Whose use of the indexes is asked for. */
  readonly statements: readonly string[];
}

/** Measures the whole database, beside a running server. */
export function measureDatabase({ file, statements }: MeasureInput): DatabaseMeasures {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    connection.pragma('trusted_schema = OFF');
    return measure(connection, statements);
  } finally {
    connection.close();
  }
}
