import type { AnswerOf, listAlerts, Severity } from '@bookchat/shared';
import type * as z from 'zod/mini';
import type { Database } from '../../db/open-database.ts';
import type { AlertBook } from './alert-book.ts';
import { EVERY_ID, leastIdAt } from './alert-ids.ts';
import { type StoredAlert, stateOf, toAlert } from './alert-record.ts';
import { fromRow } from './alert-row.ts';
import { prepareListResolved, prepareListResolvedBySeverity, type Range } from './queries.ts';

type Query = z.output<typeof listAlerts.query>;

/**
 * Reads a page of the list. What is not resolved is in memory, all of it; what is resolved is in the database, but for
 * the latest changes.
 */
export function createListAlerts(
  database: Database,
  book: AlertBook,
): (query: Query) => AnswerOf<typeof listAlerts> {
  const listResolved = prepareListResolved(database);
  const listBySeverity = prepareListResolvedBySeverity(database);

  return (query) => {
    const range = toRange(query);
    const inMemory = book.all();
    const known = new Set(inMemory.map(({ id }) => id));
    const stored = listStored(query, { ...range, limit: query.limit + 1 + known.size });
    const found = [
      ...inMemory.filter((record) => isWanted(record, query, range)),
      ...stored.filter(({ id }) => !known.has(id)),
    ].toSorted((one, other) => (one.id < other.id ? 1 : -1));
    return {
      alerts: found.slice(0, query.limit).map(toAlert),
      has_more: found.length > query.limit,
      unresolved: book.unresolved(),
    };
  };

  function listStored({ state = 'resolved', severity }: Query, range: Range): StoredAlert[] {
    if (state !== 'resolved') return [];
    const rows =
      severity === undefined ? listResolved.all(range) : listBySeverity.all({ ...range, severity });
    return rows.map(fromRow);
  }
}

function toRange({ since, until, before, limit }: Query): Range {
  const ends = [before, until === undefined ? undefined : leastIdAt(until), EVERY_ID.before];
  return {
    from: since === undefined ? EVERY_ID.from : leastIdAt(since),
    before: ends.filter((id) => id !== undefined).toSorted()[0] as string,
    limit,
  };
}

function isWanted(
  record: StoredAlert,
  { severity, state }: { severity?: Severity | undefined; state?: string | undefined },
  { from, before }: Range,
): boolean {
  return (
    record.id >= from &&
    record.id < before &&
    (severity === undefined || record.severity === severity) &&
    (state === undefined || stateOf(record) === state)
  );
}
