import BetterSqlite3 from 'better-sqlite3';

export interface CountBreachesInput {
  readonly file: string;
  /** Those that ended since. */
  readonly since: string;
  /** The last that counts, by its id. */
  readonly upTo: number;
  /** Clients that are named beside those with the most. */
  readonly clients: readonly string[];
}

export interface CountedName {
  readonly name: string;
  readonly count: number;
  readonly last_at: string;
}

export interface BreachCounts {
  readonly limits: readonly CountedName[];
  readonly endpoints: readonly CountedName[];
  readonly clients: readonly CountedName[];
}

const MOST_CLIENTS = 10;
/** Counts breaches by limit, by endpoint and by client, beside a running server. */
export function countBreaches({ file, since, upTo, clients }: CountBreachesInput): BreachCounts {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  const list = (column: string, { where = '', order = '' } = {}) =>
    connection
      .prepare<object, CountedName>(
        `select "${column}" as name, sum(count) as count, max(last_at) as last_at from breaches
          where last_at >= :since and id <= :upTo ${where} group by 1 ${order}`,
      )
      .all({ since, upTo, most: MOST_CLIENTS, clients: JSON.stringify(clients) });
  try {
    return {
      limits: list('limit'),
      endpoints: list('endpoint'),
      clients: together(
        list('client', { order: 'order by 2 desc limit :most' }),
        list('client', { where: 'and client in (select value from json_each(:clients))' }),
      ),
    };
  } finally {
    connection.close();
  }
}

function together(one: readonly CountedName[], other: readonly CountedName[]): CountedName[] {
  const known = new Set(one.map(({ name }) => name));
  return [...one, ...other.filter(({ name }) => !known.has(name))];
}
