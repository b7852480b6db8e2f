import type { Compilable, Kysely } from 'kysely';
import type { ConditionWatch } from './condition.ts';
import type { SqliteConnections } from './engines/sqlite.ts';
import type { Schema } from './schema/index.ts';
import type { StatementWatch } from './statement-watch.ts';

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
  readonly connections: SqliteConnections;
  readonly on: 'writer' | 'reader';
  readonly condition: ConditionWatch;
  readonly statements: StatementWatch;
}

/**
 * Compiles a Kysely query once, for paths where compiling it at each request would cost more than running it.
 * Where another file has come in the place of the first, it is prepared anew at its next use.
 */
export function prepareStatement<Params, Row>(
  { connections, on, condition, statements }: Target,
  build: (db: Kysely<Schema>, parameter: Parameter<Params>) => Compilable<Row>,
): PreparedStatement<Params, Row> {
  const parameter = ((name: PropertyKey) => new Placeholder(name)) as unknown as Parameter<Params>;
  const compiled = build(connections.kysely, parameter).compile();
  const prepare = () => connections[on].prepare<unknown[], Row>(compiled.sql);
  statements.addPrepared(compiled.sql);
  let statement = prepare();
  let { generation } = connections;
  const bind = (params: Params) =>
    compiled.parameters.map((value) =>
      value instanceof Placeholder ? params[value.name as keyof Params] : value,
    );
  return {
    all: (params) => watched(() => current().all(bind(params))),
    get: (params) => watched(() => current().get(bind(params))),
    run: (params) => watched(() => current().run(bind(params)).changes),
  };

  function current() {
    if (generation === connections.generation) return statement;
    statement = prepare();
    ({ generation } = connections);
    return statement;
  }

  function watched<Result>(query: () => Result): Result {
    const startedAt = performance.now();
    try {
      return query();
    } catch (error) {
      condition.couldNotRead(error);
      throw error;
    } finally {
      statements.ran(compiled.sql, performance.now() - startedAt);
    }
  }
}
