import type { Database } from '../../db/open-database.ts';
import { type CountedRow, prepareFindNewest, prepareListAfter } from './queries.ts';

/** Few enough that nobody waits for long while they are read. */
const AT_ONCE = 1_000;

export interface Page {
  readonly rows: readonly CountedRow[];
  readonly isLast: boolean;
}

/** Reads what the database holds at the first step and since a moment, some after some. */
export function createReadBreaches(database: Database) {
  const listAfter = prepareListAfter(database);
  const findNewest = prepareFindNewest(database);

  return function* since(moment: string): Generator<Page, void> {
    const upTo = findNewest();
    let after = { last_at: moment, id: -1 };
    for (let isLast = false; !isLast; ) {
      const rows = listAfter({ after, upTo, most: AT_ONCE });
      after = rows.at(-1) ?? after;
      isLast = rows.length < AT_ONCE;
      yield { rows, isLast };
    }
  };
}
