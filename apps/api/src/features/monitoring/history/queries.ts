import type { Database } from '../../../db/open-database.ts';
import type { MetricsTable } from '../../../db/schema/metrics.ts';
import { SERIES } from './series.ts';

type Table = 'metrics_minutes' | 'metrics_hours';

export function prepareSaveMinute(database: Database) {
  return database.prepareWrite<MetricsTable, unknown>((db, parameter) => {
    const figures = SERIES.map((name) => [name, parameter(name)] as const);
    return db
      .replaceInto('metrics_minutes')
      .values({ at: parameter('at'), ...(Object.fromEntries(figures) as Omit<MetricsTable, 'at'>) });
  });
}

/** Makes the row of an hour anew from its minutes: of what is a worst value the worst, of all else the mean. */
export function prepareSumUpHour(database: Database) {
  return database.prepareWrite<{ hour: number; end: number }, unknown>((db, parameter) =>
    db
      .replaceInto('metrics_hours')
      .columns(['at', ...SERIES])
      .expression(
        db
          .selectFrom('metrics_minutes')
          .select(({ val, fn }) => [
            val(parameter('hour')).as('at'),
            ...SERIES.map((name) => (name.endsWith('_max') ? fn.max(name) : fn.avg(name)).as(name)),
          ])
          .where('at', '>=', parameter('hour'))
          .where('at', '<', parameter('end')),
      ),
  );
}

export function prepareForgetBefore(database: Database, table: Table) {
  return database.prepareWrite<{ at: number }, unknown>((db, parameter) =>
    db.deleteFrom(table).where('at', '<', parameter('at')),
  );
}

export function prepareListFrom(database: Database, table: Table) {
  return database.prepareRead<{ at: number }, MetricsTable>((db, parameter) =>
    db.selectFrom(table).selectAll().where('at', '>=', parameter('at')),
  );
}
