import { join } from 'node:path';
import { verifyArchive } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { it as base, rowsOf } from '../../../test/archive/restore-test.ts';
import { ADMIN } from '../../../test/archive-test.ts';
import { call } from '../../../test/call.ts';
import { createClock } from '../../../test/create-clock.ts';
import { archive, listLeft, NOW, retain, say } from '../../../test/retention-test.ts';

const it = base
  .extend('clock', () => createClock(NOW))
  .extend('env', { ARCHIVE: 'on', RETENTION_DAYS: '30', RATE_LIMIT_MAX_ADMIN: '100000' } as Readonly<
    Record<string, string>
  >);

describe('a restore from the archive', { timeout: 120_000 }, () => {
  it('brings everything back that has left, column by column, and the next run takes it out again', async ({
    start,
    folder,
    restore,
  }) => {
    const dataDir = join(folder, 'before');
    const server = await start.server({ DATA_DIR: dataDir });
    await say(server, '2026-10-01T10:00:00.000Z', 'old');
    await say(server, '2026-10-02T10:00:00.000Z', 'older than it seems');
    await say(server, '2026-11-19T10:00:00.000Z', 'new');
    await archive(server);
    const before = rowsOf(dataDir, 'messages');
    await retain(server);
    expect(await listLeft(server)).toEqual(['new']);
    await server.close();

    const restored = await restore({ from: join(dataDir, 'archive.git') });
    expect(rowsOf(restored.dataDir, 'messages')).toEqual(before);
    const again = await start.server({ DATA_DIR: restored.dataDir });
    expect((await call(again, verifyArchive, { headers: ADMIN })).body).toMatchObject({ same: true });
    await retain(again);
    expect(await listLeft(again)).toEqual(['new']);
    expect(again.database.space.canShrink).toBe(true);
  });
});
