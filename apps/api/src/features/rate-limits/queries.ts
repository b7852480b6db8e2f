import type { Breach } from '@bookchat/shared';
import type { Database } from '../../db/open-database.ts';

/** What counts are made of. */
export type CountedRow = Omit<Breach, 'timestamp'>;

export function prepareInsert(database: Database) {
  return database.prepareWrite<Breach, unknown>((db, parameter) =>
    db.insertInto('breaches').values({
      timestamp: parameter('timestamp'),
      last_at: parameter('last_at'),
      endpoint: parameter('endpoint'),
      client: parameter('client'),
      limit: parameter('limit'),
      count: parameter('count'),
    }),
  );
}

/** From one moment up to another, which itself is left out. */
export function prepareListBetween(database: Database) {
  return database.prepareRead<{ from: string; to: string }, CountedRow>((db, parameter) =>
    db
      .selectFrom('breaches')
      .select(['last_at', 'endpoint', 'client', 'limit', 'count'])
      .where('last_at', '>=', parameter('from'))
      .where('last_at', '<', parameter('to')),
  );
}

export interface PageOfBreaches {
  /** The last of the page before. */
  readonly after: { readonly last_at: string; readonly id: number };
  readonly upTo: number;
  readonly most: number;
}

/** Those after one, by their time, as far as they were there when `upTo` was the newest. */
export function prepareListAfter(database: Database) {
  const list = database.prepareRead<
    { last_at: string; id: number; upTo: number; most: number },
    CountedRow & { id: number }
  >((db, parameter) =>
    db
      .selectFrom('breaches')
      .select(['id', 'last_at', 'endpoint', 'client', 'limit', 'count'])
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('last_at', 'id'), '>', tuple(parameter('last_at'), parameter('id'))),
      )
      .where('id', '<=', parameter('upTo'))
      .orderBy('last_at')
      .orderBy('id')
      .limit(parameter('most')),
  );
  return ({ after, ...page }: PageOfBreaches) => list.all({ ...after, ...page });
}

/** The id that was given last; 0 where there is none. */
export function prepareFindNewest(database: Database) {
  const find = database.prepareRead<{ after: number }, { id: number }>((db, parameter) =>
    db
      .selectFrom('breaches')
      .select('id')
      .where('id', '>', parameter('after'))
      .orderBy('id', 'desc')
      .limit(1),
  );
  return () => find.get({ after: 0 })?.id ?? 0;
}

export function prepareListLatest(database: Database) {
  return database.prepareRead<{ most: number }, Breach>((db, parameter) =>
    db
      .selectFrom('breaches')
      .select(['timestamp', 'last_at', 'endpoint', 'client', 'limit', 'count'])
      .orderBy('last_at', 'desc')
      .limit(parameter('most')),
  );
}

/** Removes some of those that ended within a span of time. */
export function prepareForget(database: Database) {
  return database.prepareWrite<{ from: string; to: string; most: number }, unknown>((db, parameter) =>
    db
      .deleteFrom('breaches')
      .where('id', 'in', (some) =>
        some
          .selectFrom('breaches')
          .select('id')
          .where('last_at', '>=', parameter('from'))
          .where('last_at', '<', parameter('to'))
          .limit(parameter('most')),
      ),
  );
}
