import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { copyDatabase } from '../../../test/make-incoming.ts';
import { query } from '../../../test/restore.ts';
import { canMakeDisks, it } from '../../../test/small-disk-test.ts';
import type { TestServer } from '../../../test/start-test-server.ts';
import { carryOperatorsTables } from './carry-operators-tables.ts';
import { stageRestore } from './stage-restore.ts';

const FILL = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 4000)
  insert into breaches (timestamp, last_at, endpoint, client, "limit", count)
  select '2026-11-20T17:16:41.123Z', '2026-11-20T17:16:41.123Z', hex(randomblob(500)), 'x', 'write', 1 from numbers`;

describe.runIf(canMakeDisks())('a disk that becomes full', () => {
  it('ends the copying of a backup, and says so', async ({ server, disk, folder }) => {
    const file = copyLarge(server, folder);
    disk.fill(0.1);
    const staging = {
      file,
      expected: describeFile(file),
      target: join(disk.folder, 'incoming'),
      epoch: null,
    };
    expect(await stageRestore(staging, () => undefined)).toEqual({ kind: 'disk_full' });
  });

  it('ends the taking over of tables, and leaves the new database as it was', async ({
    server,
    disk,
    folder,
  }) => {
    const from = copyLarge(server, folder);
    const to = join(disk.folder, 'incoming');
    copyDatabase(join(server.config.dataDir, 'bookchat.db'), to);
    disk.fill(0.1);
    expect(carryOperatorsTables({ from, to })).toEqual({ kind: 'disk_full' });
    expect(query(to, 'select count(*) from breaches')).toEqual([0]);
  });
});

describe('what is no backup any more when it is copied', () => {
  it('is refused, whatever was read of it before', async ({ server, folder }) => {
    const file = copyLarge(server, folder);
    const expected = describeFile(file);
    query(file, 'delete from breaches');
    const staging = { file, expected, target: join(folder, 'incoming'), epoch: null };
    expect(await stageRestore(staging, () => undefined)).toMatchObject({ kind: 'unusable' });
  });
});

function copyLarge({ config }: TestServer, folder: string): string {
  const file = join(folder, 'backup.db');
  copyDatabase(join(config.dataDir, 'bookchat.db'), file, FILL);
  return file;
}

function describeFile(file: string) {
  return {
    bytes: statSync(file).size,
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  };
}
