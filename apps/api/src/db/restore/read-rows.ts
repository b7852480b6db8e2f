import type BetterSqlite3 from 'better-sqlite3';
import type { Schema } from '../schema/index.ts';

/** Positions after `from`, up to and with `to`. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface RowReader {
  /** All rows in one piece, which is quickest to compare. */
  readWhole(window: Window): { readonly rows: number; readonly content: Buffer | null };
  /** What each row holds, by what names it. */
  readEach(window: Window): Map<string, Buffer>;
}

/** What names a row. */
const NAMES = { messages: 'id', changes: 'position' } as const satisfies Partial<
  Record<keyof Schema, string>
>;

/** What no archive holds of a message: it belongs to the people of one server. */
export const ABOUT_PEOPLE = [
  'author_id',
  'hidden',
  'claimed',
] as const satisfies (keyof Schema['messages'])[];

/**
 * Reads from one database the rows of a table, with all the columns that the table has in another, but for those of
 * `without`; as bytes, since
 * text that is no UTF-8 any more would come as the same replacement characters whatever it is.
 */
export function prepareRowReader(
  from: BetterSqlite3.Database,
  columnsOf: BetterSqlite3.Database,
  table: keyof typeof NAMES,
  without: readonly string[] = [],
): RowReader {
  const columns = columnsOf
    .prepare<[string], string>('select name from pragma_table_info(?)')
    .pluck()
    .all(table)
    .filter((column) => !without.includes(column));
  const row = columns.map((column) => `quote("${column}")`).join(" || ',' || ");
  const rows = `select "${NAMES[table]}" as name, ${row} as content from ${table}
    where position > @from and position <= @to order by position`;
  const whole = from.prepare(
    `select count(*) as rows, cast(group_concat(content, char(10)) as blob) as content from (${rows})`,
  );
  const each = from.prepare(`select cast(name as text), cast(content as blob) from (${rows})`).raw();
  return {
    readWhole: (window) => whole.get(window) as ReturnType<RowReader['readWhole']>,
    readEach: (window) => new Map(each.all(window) as [string, Buffer][]),
  };
}
