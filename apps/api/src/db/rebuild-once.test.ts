import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, vi } from 'vitest';
import { makeOldDatabase } from '../../test/make-old-database.ts';
import { it } from '../../test/server-test.ts';
import { copyDatabase } from './jobs/copy-database.ts';
import { openDatabase } from './open-database.ts';

describe('a database from before space was given back', () => {
  it('cannot shrink, is rebuilt once where that is wanted, and then can', async ({ folder }) => {
    const file = await makeOldDatabase(folder);
    const old = await openDatabase(file);
    expect(old.space.canShrink).toBe(false);
    expect(await old.space.giveBack(10)).toBe(old.space.freeBytes / 4_096);
    await old.close();

    const onRebuild = vi.fn();
    for (let start = 0; start < 2; start++) {
      const database = await openDatabase(file, { onRebuild });
      expect(database.space.canShrink).toBe(true);
      const rows = await database.kysely.selectFrom('messages').select('content').execute();
      expect(rows.map(({ content }) => content)).toEqual(['the tide', 'is out']);
      await database.close();
    }
    expect(onRebuild.mock.calls).toEqual([[expect.any(Number), true]]);
  });

  it('has backups that can, and so has what is restored of them', async ({ folder }) => {
    const file = await makeOldDatabase(folder);
    const target = join(folder, 'copy.db');
    expect(copyDatabase({ source: file, target })).toEqual({ kind: 'copied' });
    const copy = new BetterSqlite3(target, { readonly: true });
    expect(copy.pragma('auto_vacuum', { simple: true })).toBe(2);
    copy.close();
  });

  it('in memory is left as it is', async () => {
    const onRebuild = vi.fn();
    const database = await openDatabase(':memory:', { onRebuild });
    await database.close();
    expect(onRebuild).not.toHaveBeenCalled();
  });
});
