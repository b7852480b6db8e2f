import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import { makeOldDatabase } from '../../../test/make-old-database.ts';
import { post } from '../../../test/post.ts';
import { query } from '../../../test/restore.ts';
import { checkDatabase } from './check-database.ts';
import { checkPages } from './check-pages.ts';
import { checkServer } from './check-server.ts';

describe('the database', () => {
  it('is one that an older version has left, or none', async ({ folder, look }) => {
    expect(await look(checkDatabase)).toMatchObject([{ mark: 'notice' }]);
    await makeOldDatabase(folder);
    expect(await look(checkDatabase)).toMatchObject([
      { mark: 'notice', advice: expect.stringMatching(/as of 0003-server-state.*Start the server once/) },
    ]);
    expect(await look(checkPages)).toMatchObject([{ mark: 'fine' }]);
  });

  it.for([
    ["insert into kysely_migration values ('9999-wonders', '')", 'A newer BookChat has written the database'],
    ['drop table kysely_migration', "is not BookChat's: another program made it"],
  ] as const)('is refused after %s', async ([sql, advice], { start, folder, look }) => {
    const server = await start.server({ DATA_DIR: folder });
    await server.close();
    query(server.config.database, sql);
    expect(await look(checkDatabase)).toEqual([
      { mark: 'fault', words: 'It cannot be read.', advice: expect.stringContaining(advice) },
    ]);
  });

  it('is damaged, empty or gone', async ({ start, folder, look }) => {
    const server = await start.server({ DATA_DIR: folder });
    await post(server, { content: 'the tide' });
    await server.close();
    const { database } = server.config;
    writeFileSync(database, readFileSync(database).fill(1, 8_192, 12_000));
    expect(await look(checkPages)).toMatchObject([
      { mark: 'fault', words: expect.stringMatching(/^It is damaged: .*\.$/) },
    ]);
    writeFileSync(database, '');
    expect(await look(checkDatabase)).toMatchObject([{ advice: expect.stringContaining('it is empty') }]);
    rmSync(database);
    expect(await look(checkDatabase)).toMatchObject([
      { mark: 'fault', words: expect.stringContaining('is gone, though BookChat has kept one there') },
    ]);
    expect(await look(checkPages)).toEqual([]);
  });

  it('is in use, or not', async ({ start, folder, look }) => {
    const server = await start.server({ DATA_DIR: folder });
    expect(await look(checkServer)).toEqual([{ mark: 'fine', words: `A server runs on ${folder}.` }]);
    await server.close();
    expect(await look(checkServer)).toMatchObject([{ words: expect.stringMatching(/^No server runs/) }]);
    writeFileSync(join(folder, 'bookchat.lock'), 'Dear diary,\n'.repeat(100));
    await expect(look(checkServer)).rejects.toThrow('holds no messages');
  });
});
