import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { copyDatabase } from '../../../test/make-incoming.ts';
import { query } from '../../../test/restore.ts';
import { it as base } from '../../../test/server-test.ts';
import { carryOperatorsTables } from './carry-operators-tables.ts';

const TASKS = 'select name from tasks order by name';

/** An old database in which the scheduler has noted something, and a new one in which it has noted something else. */
const it = base.extend('pair', async ({ start, folder }) => {
  const server = await start.server({ DATA_DIR: folder });
  await server.close();
  const [from, to] = [join(folder, 'old.db'), join(folder, 'new.db')];
  copyDatabase(
    server.config.database,
    from,
    "delete from tasks; insert into tasks (name) values ('of today')",
  );
  copyDatabase(server.config.database, to, "delete from tasks; insert into tasks (name) values ('of then')");
  return { from, to };
});

describe('taking over what happened to the server', () => {
  it('replaces what the new database knew of it', ({ pair }) => {
    expect(carryOperatorsTables(pair)).toMatchObject({ kind: 'carried' });
    expect(query(pair.to, TASKS)).toEqual(['of today']);
  });

  it.for([
    [
      'has another schema',
      "delete from kysely_migration where name like '0007%'",
      'schema is not the present one',
    ],
    ['lacks a table', 'drop table breaches', 'no such table: breaches'],
  ] as const)('is left out where the old database %s, and changes nothing', ([, sql, reason], { pair }) => {
    query(pair.from, sql);
    const outcome = carryOperatorsTables(pair);
    expect(outcome).toMatchObject({ kind: 'skipped', reason: expect.stringContaining(reason) });
    expect(query(pair.to, TASKS)).toEqual(['of then']);
  });
});
