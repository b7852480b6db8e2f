import type BetterSqlite3 from 'better-sqlite3';
import type { Compilable, Kysely } from 'kysely';
import type { ConditionWatch } from './condition.ts';
import type { Schema } from './schema/index.ts';

/** Stands in a query for the value that each run brings. */
type Parameter<Params> = <Name extends keyof Params>(name: Name) => Params[Name];

export interface PreparedStatement<Params, Row> {
  all(params: Params): Row[];
  get(params: Params): Row | undefined;
  /** How many rows were written. */
  run(params: Params): number;
}

class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

interface Target {
  readonly kysely: Kysely<Schema>;
  readonly connection: BetterSqlite3.Database;
  readonly condition: ConditionWatch;
}

/**
 * Compiles a Kysely query once, for paths where compiling it at each request would cost more than running it.
 */
export function prepareStatement<Params, Row>(
  { kysely, connection, condition }: Target,
  build: (db: Kysely<Schema>, parameter: Parameter<Params>) => Compilable<Row>,
): PreparedStatement<Params, Row> {
  const parameter = ((name: PropertyKey) => new Placeholder(name)) as unknown as Parameter<Params>;
  const compiled = build(kysely, parameter).compile();
  const statement = connection.prepare<unknown[], Row>(compiled.sql);
  const bind = (params: Params) =>
    compiled.parameters.map((value) =>
      value instanceof Placeholder ? params[value.name as keyof Params] : value,
    );
  return {
    all: (params) => watched(() => statement.all(bind(params))),
    get: (params) => watched(() => statement.get(bind(params))),
    run: (params) => watched(() => statement.run(bind(params)).changes),
  };

  function watched<Result>(query: () => Result): Result {
    try {
      return query();
    } catch (error) {
      condition.couldNotRead(error);
      throw error;
    }
  }
}
