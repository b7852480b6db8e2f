import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import { checkDataDir } from './check-data-dir.ts';
import { checkDisks } from './check-disks.ts';

describe('the data folder', () => {
  it('is to be open to its owner alone', async ({ folder, look }) => {
    expect(await look(checkDataDir)).toMatchObject([{ mark: 'fine' }]);
    chmodSync(folder, 0o755);
    expect(await look(checkDataDir)).toEqual([
      {
        mark: 'notice',
        words: `Other users of this machine may look into ${folder}.`,
        advice: `If that is not what you want: chmod go= "${folder}"`,
      },
    ]);
  });

  it('is no file', async ({ folder, look }) => {
    const dataDir = join(folder, 'data');
    writeFileSync(dataDir, '');
    expect(await look(checkDataDir, { DATA_DIR: dataDir })).toMatchObject([
      { mark: 'fault', words: `${dataDir} is a file.` },
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('is one that can be written to', async ({ folder, look }) => {
    chmodSync(folder, 0o500);
    expect(await look(checkDataDir)).toMatchObject([
      { mark: 'fault', words: `${folder} cannot be written to by this user.` },
    ]);
    chmodSync(folder, 0o700);
  });
});

describe('a disk', () => {
  it('is held to the thresholds of the server', async ({ look }) => {
    expect(await look(checkDisks)).toMatchObject([
      { words: expect.stringContaining('data and backups and logs') },
    ]);
    expect(await look(checkDisks, { DISK_WARNING_PERCENT: '100' })).toMatchObject([{ mark: 'notice' }]);
    const full = { DISK_WARNING_PERCENT: '100', DISK_CRITICAL_PERCENT: '100' };
    expect(await look(checkDisks, full)).toMatchObject([{ mark: 'fault' }]);
  });
});
