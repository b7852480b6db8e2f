import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { git } from '../../../../test/archive/git-by-hand.ts';
import { created, pathOf, writeHistory } from '../../../../test/archive/write-history.ts';
import { it as base, canMakeDisks } from '../../../../test/small-disk-test.ts';
import { parseConfig } from '../../../config.ts';
import { findSource } from './find-source.ts';
import { restoreArchive } from './restore-archive.ts';

/** Restores an archive of one message onto a disk of 8 MiB. */
const it = base.extend('restore', ({ disk, folder }) => {
  const dir = join(folder, 'theirs.git');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', dir);
  const history = writeHistory(dir);
  history.begin();
  history.ours({ [pathOf(1)]: created(1) });
  const settings = parseConfig({ NODE_ENV: 'development', DATA_DIR: disk.folder });
  const source = findSource(dir, settings);
  const { signal } = new AbortController();
  return () => restoreArchive(settings.config, { source, asOf: null }, { signal });
});

describe.runIf(canMakeDisks())('a restore onto a disk with too little room', { timeout: 60_000 }, () => {
  it('is refused before the database is made, and says how much is missing', async ({ disk, restore }) => {
    await expect(restore()).rejects.toThrow(
      /too little room .*: \d+ MB are needed, and .* are free\. Free some/,
    );
    expect(existsSync(join(disk.folder, 'bookchat.db'))).toBe(false);
  });

  it('is refused where not even the archive has room', async ({ disk, restore }) => {
    disk.fill(0.02);
    await expect(restore()).rejects.toThrow(/disk is full|too little room/i);
    expect(existsSync(join(disk.folder, 'bookchat.db'))).toBe(false);
  });
});
