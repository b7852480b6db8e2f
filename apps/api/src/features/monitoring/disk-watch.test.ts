import { expect, it, vi } from 'vitest';
import { createClock } from '../../../test/create-clock.ts';
import { checkDisks } from './check-disks.ts';
import { watchDisks } from './disk-watch.ts';
import type { readDisk } from './read-disk.ts';

const FOLDERS = { data: '/data', 'copies of backups': '/share' };
const NEARLY_FULL = { device: 1, freeBytes: 5, totalBytes: 100 };

it('a disk that never answers is given up after 5 s, and the others are known', async () => {
  const clock = createClock();
  const read = vi.fn<typeof readDisk>((folder) =>
    folder === '/share' ? new Promise(() => undefined) : Promise.resolve(NEARLY_FULL),
  );
  const disks = watchDisks(FOLDERS, clock, read);
  for (let looks = 0; looks < 3; looks++) {
    const looking = disks.look();
    await clock.pass(5_000);
    const { known, silent } = await looking;
    expect(known).toEqual([{ holds: ['data'], freeBytes: 5, totalBytes: 100 }]);
    expect(silent).toEqual({ holds: 'copies of backups', reason: new Error('There was no answer for 5 s.') });
  }
  expect(
    read.mock.calls.filter(([folder]) => folder === '/share'),
    'asked once',
  ).toHaveLength(1);
});

it('a disk that does not answer hides no full one, and ends no alarm', () => {
  const alarms = { raise: vi.fn(), clear: vi.fn(), listen: vi.fn() };
  const thresholds = { diskFreeWarning: 0.1, diskFreeCritical: 0.03 };
  const silent = { holds: 'copies of backups', reason: new Error('There was no answer for 5 s.') } as const;
  for (const freeBytes of [5, 50])
    expect(() =>
      checkDisks({ known: [{ holds: ['data'], freeBytes, totalBytes: 100 }], silent }, thresholds, alarms),
    ).toThrow('The disk of copies of backups does not say how full it is');
  expect(alarms.raise).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ severity: 'WARNING' }));
  expect(alarms.clear).not.toHaveBeenCalled();
});
