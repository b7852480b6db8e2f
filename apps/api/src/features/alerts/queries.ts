import { sql } from 'kysely';
import type { Database } from '../../db/open-database.ts';
import type { AlertsTable } from '../../db/schema/alerts.ts';

/** A part of the list by ids: from the first on, and before the second. */
export interface Range {
  readonly from: string;
  readonly before: string;
  readonly limit: number;
}

/** All that are not resolved; there are never many. */
export function prepareListUnresolved(database: Pick<Database, 'prepareRead'>) {
  return database.prepareRead<object, AlertsTable>((db) =>
    db.selectFrom('alerts').selectAll().where('resolved_at', 'is', null),
  );
}

/** Those of whose end somebody waits to be told; there are never many. */
export function prepareListToTell(database: Database) {
  return database.prepareRead<object, AlertsTable>((db) =>
    db
      .selectFrom('alerts')
      .selectAll()
      .where('to_tell', '=', sql.lit(1))
      .where('resolved_at', 'is not', null),
  );
}

/** Those that are resolved, latest first. */
export function prepareListResolved(database: Database) {
  return database.prepareRead<Range, AlertsTable>((db, parameter) =>
    db
      .selectFrom('alerts')
      .selectAll()
      .where('id', '>=', parameter('from'))
      .where('id', '<', parameter('before'))
      .where('resolved_at', 'is not', null)
      .orderBy('id', 'desc')
      .limit(parameter('limit')),
  );
}

/** Those of a severity that are resolved, latest first. */
export function prepareListResolvedBySeverity(database: Database) {
  return database.prepareRead<Range & Pick<AlertsTable, 'severity'>, AlertsTable>((db, parameter) =>
    db
      .selectFrom('alerts')
      .selectAll()
      .where('severity', '=', parameter('severity'))
      .where('id', '>=', parameter('from'))
      .where('id', '<', parameter('before'))
      .where('resolved_at', 'is not', null)
      .orderBy('id', 'desc')
      .limit(parameter('limit')),
  );
}

export function prepareFindAlert(database: Database) {
  return database.prepareRead<{ id: string }, AlertsTable>((db, parameter) =>
    db.selectFrom('alerts').selectAll().where('id', '=', parameter('id')),
  );
}

export function prepareSaveAlert(database: Database) {
  return database.prepareWrite<AlertsTable, unknown>((db, parameter) => {
    const changing = {
      severity: parameter('severity'),
      title: parameter('title'),
      message: parameter('message'),
      details: parameter('details'),
      count: parameter('count'),
      last_seen_at: parameter('last_seen_at'),
      acknowledged_at: parameter('acknowledged_at'),
      resolved_at: parameter('resolved_at'),
      deliveries: parameter('deliveries'),
      to_tell: parameter('to_tell'),
    };
    return db
      .insertInto('alerts')
      .values({
        id: parameter('id'),
        timestamp: parameter('timestamp'),
        cause: parameter('cause'),
        ...changing,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changing));
  });
}

/** Closes what is open of a cause under another id, as it may be in a database that was restored. */
export function prepareCloseOthers(database: Database) {
  return database.prepareWrite<{ id: string; cause: string; resolved_at: string }, unknown>((db, parameter) =>
    db
      .updateTable('alerts')
      .set({ resolved_at: parameter('resolved_at'), to_tell: 0 })
      .where('cause', '=', parameter('cause'))
      .where('resolved_at', 'is', null)
      .where('id', '!=', parameter('id')),
  );
}

/** Removes those that were resolved before a moment, as many as a transaction may hold up the others. */
export function prepareRemoveOld(database: Database) {
  return database.prepareWrite<{ before: string; limit: number }, unknown>((db, parameter) =>
    db
      .deleteFrom('alerts')
      .where('id', 'in', (inner) =>
        inner
          .selectFrom('alerts')
          .select('id')
          .where('resolved_at', '<', parameter('before'))
          .limit(parameter('limit')),
      ),
  );
}
