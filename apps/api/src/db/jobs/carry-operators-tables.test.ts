import { writeFileSync } from 'node:fs';
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

  it('brings the keys of today, and none that has been revoked since', ({ pair }) => {
    addKey(pair.from, 'revokedsince', "'2026-11-20T12:00:00.000Z'");
    addKey(pair.to, 'revokedsince', 'null');
    expect(carryOperatorsTables(pair)).toMatchObject({ kind: 'carried' });
    expect(query(pair.to, ALIVE)).toEqual([]);
  });

  it('revokes every key of the backup where nobody knows which had been', ({ pair }) => {
    for (const from of [null, `${pair.from}.gone`, pair.to.replace('new.db', 'damaged.db')]) {
      writeFileSync(pair.to.replace('new.db', 'damaged.db'), 'Dear diary,\n'.repeat(100));
      query(pair.to, 'delete from api_keys');
      addKey(pair.to, 'ofthebackup1', 'null');
      expect(carryOperatorsTables({ from, to: pair.to })).toMatchObject({ kind: 'skipped', endedKeys: 1 });
      expect(query(pair.to, ALIVE)).toEqual([]);
    }
  });
});

const ALIVE = 'select id from api_keys where revoked_at is null';

function addKey(file: string, id: string, revokedAt: string): void {
  query(
    file,
    `insert into api_keys (id, name, scopes, days, created_at, expires_at, secret_hash, revoked_at)
     values ('${id}', 'a program', 'admin', 90, '2026-11-01', '2027-02-01', 'x', ${revokedAt})`,
  );
}
