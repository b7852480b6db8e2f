import type BetterSqlite3 from 'better-sqlite3';
import { explainStatement } from './explain-statement.ts';

export interface DatabaseMeasures {
  readonly freeBytes: number;
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[];
  readonly indexes: readonly IndexMeasures[];
}

export interface IndexMeasures {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly bytes: number;
  readonly is_used: boolean;
}

interface Part {
  readonly type: 'table' | 'index';
  readonly name: string;
  readonly table: string;
}

/** Reads how large each part of the database is, and which indexes `statements` go by: it reads every page. */
export function measureDatabase(
  connection: BetterSqlite3.Database,
  statements: readonly string[],
): DatabaseMeasures {
  const parts = listParts(connection);
  const bytes = readSizes(connection);
  const plans = statements.flatMap((sql) => explainStatement(connection, sql)).join('\n');
  const pragma = (name: string) => connection.pragma(name, { simple: true }) as number;
  return {
    freeBytes: pragma('freelist_count') * pragma('page_size'),
    tables: parts
      .filter(({ type }) => type === 'table')
      .map(({ name }) => ({ name, rows: countRows(connection, name), bytes: bytes.get(name) ?? 0 })),
    indexes: parts
      .filter(({ type }) => type === 'index')
      .map(({ name, table }) => ({
        name,
        table,
        columns: listColumns(connection, name),
        bytes: bytes.get(name) ?? 0,
        is_used: new RegExp(`\\bINDEX ${name}\\b`).test(plans),
      })),
  };
}

/** Without what SQLite keeps for itself; the indexes that come with a table are among them. */
function listParts(connection: BetterSqlite3.Database): Part[] {
  return connection
    .prepare<[], Part>(
      `select type, name, tbl_name as "table" from sqlite_master
        where type in ('table', 'index') and tbl_name not like 'sqlite\\_%' escape '\\' order by name`,
    )
    .all();
}

/** By https://sqlite.org/dbstat.html */
function readSizes(connection: BetterSqlite3.Database): Map<string, number> {
  const rows = connection
    .prepare<[], { name: string; bytes: number }>(
      'select name, sum(pgsize) as bytes from dbstat where aggregate = true group by name',
    )
    .all();
  return new Map(rows.map(({ name, bytes }) => [name, bytes]));
}

function countRows(connection: BetterSqlite3.Database, table: string): number {
  return connection.prepare(`select count(*) from "${table}"`).pluck().get() as number;
}

/** Null is an expression, or the row itself. */
function listColumns(connection: BetterSqlite3.Database, index: string): string[] {
  const columns = connection.prepare('select name from pragma_index_info(?)').pluck().all(index);
  return columns.map((name) => String(name ?? '(expression)'));
}
