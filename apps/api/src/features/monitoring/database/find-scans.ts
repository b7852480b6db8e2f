/**
 * The tables that a plan reads from end to end, without those that SQLite makes for itself. A plan names a table as the
 * statement does: where that gives it another name, its own is looked up there.
 */
export function findScans(plan: readonly string[], sql: string, tables: ReadonlySet<string>): string[] {
  if (stopsAtLimit(plan, sql)) return [];
  const names = plan.flatMap((step) => {
    const [, name] = /^SCAN "?(\w+)"?/.exec(step) ?? [];
    return name === undefined ? [] : [tables.has(name) ? name : ownName(name, sql)];
  });
  return [...new Set(names)].filter((name) => tables.has(name));
}

/**
 * Reads one table in the order in which its rows lie, and no further than its limit: SQLite calls that a scan, too. Of a
 * join nobody knows how many rows it passes over before it has so many.
 */
function stopsAtLimit(plan: readonly string[], sql: string): boolean {
  return (
    plan.length === 1 && /\border by\b.*\blimit\b/is.test(sql) && !/\b(?:where|having|group)\b/i.test(sql)
  );
}

function ownName(alias: string, sql: string): string {
  const [, table] = new RegExp(`"?(\\w+)"? (?:as )?"?${alias}"?(?![\\w."])`, 'i').exec(sql) ?? [];
  return table ?? alias;
}
