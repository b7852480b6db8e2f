import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import { backUp } from '../../../test/restore.ts';
import { checkBackups } from './check-backups.ts';

const TWO_DAYS_MS = 48 * 3_600_000;

it('backups that are too old, broken, or nowhere else are found', async ({ start, folder, look }) => {
  expect(await look(checkBackups)).toMatchObject([
    { mark: 'notice', words: expect.stringContaining('no verified backup') },
  ]);
  const server = await start.server({ DATA_DIR: folder });
  const { id } = await backUp(server);
  expect(await look(checkBackups)).toMatchObject([
    { mark: 'fine', words: expect.stringContaining(`${id}, made and verified less than a minute ago`) },
  ]);
  await server.close();
  writeFileSync(join(folder, 'backups', 'notes.txt'), 'milk');
  const later = Date.now() + TWO_DAYS_MS;
  vi.spyOn(Date, 'now').mockImplementation(() => later);
  expect(await look(checkBackups, { BACKUP_COPY_DIR: join(folder, 'share') })).toMatchObject([
    {
      mark: 'notice',
      words: expect.stringMatching(/2 days ago .*: longer than the 26 hours of BACKUP_OVERDUE_HOURS\.$/),
    },
    { mark: 'notice', words: expect.stringContaining('notes.txt, as it is not named like a backup.') },
    { mark: 'notice', words: `The folder of their copies, ${join(folder, 'share')}, is not there.` },
  ]);
});
