/** What is known of the tables: the columns of each. */
export type ColumnsOf = (table: string) => readonly string[];

/** A column by its name in quotes, as Kysely writes it, perhaps behind that of its table. */
const COLUMN = String.raw`(?:"\w+"\.)?"(\w+)"`;
const EQUALITY = new RegExp(`${COLUMN} = (?:\\?|'[^']*'|\\d+)`, 'g');
const RANGE = new RegExp(`${COLUMN} (?:<=?|>=?) (?:\\?|'[^']*'|\\d+)`, 'g');
const ORDER = new RegExp(COLUMN, 'g');
/** What an index of a few columns does not help with, or not so simply. */
const BEYOND = /\bor\b|\blike\b|\bunion\b|\(\s*select\b|\bjoin\b|\bgroup by\b/i;

/**
 * The index that would spare the reading of a whole table: the columns that are to equal something, then those that
 * the rows are sorted by, or else one that is compared. Null where the statement is not so simple.
 * @param scans the tables that it reads from end to end.
 */
export function suggestIndex(sql: string, scans: readonly string[], columnsOf: ColumnsOf): string | null {
  const [table, ...others] = scans;
  if (table === undefined || others.length > 0 || BEYOND.test(sql)) return null;
  const { where, orderBy } = clauses(sql);
  const known = new Set(columnsOf(table));
  const named = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].flatMap(([, column = '']) => (known.has(column) ? [column] : []));
  const equal = named(where, EQUALITY);
  const sorted = named(orderBy, ORDER);
  const compared = sorted.length === 0 ? named(where, RANGE).slice(0, 1) : [];
  const columns = [...new Set([...equal, ...sorted, ...compared])];
  if (columns.length === 0) return null;
  const quoted = columns.map((column) => `"${column}"`).join(', ');
  return `create index "${table}_by_${columns.join('_')}" on "${table}" (${quoted})`;
}

function clauses(sql: string): { where: string; orderBy: string } {
  const [, where = ''] = /\bwhere\b(.*?)(?:\border by\b|\blimit\b|\breturning\b|$)/is.exec(sql) ?? [];
  const [, orderBy = ''] = /\border by\b(.*?)(?:\blimit\b|$)/is.exec(sql) ?? [];
  return { where, orderBy };
}
