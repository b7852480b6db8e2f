import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it as base } from './server-test.ts';

const MIB = 1024 * 1024;
const DISK_BYTES = 8 * MIB;

export interface SmallDisk {
  readonly folder: string;
  /** Fills it until only this share of it is free, from 0 (to the last byte) to 1. */
  fill(freeShare: number): void;
  /** Takes away what filled it. */
  empty(): void;
}

/** A test that is given a disk of its own of 8 MiB, which it can fill. Only root can make one: see `canMakeDisks`. */
export const it = base.extend('disk', async ({ task: _ }, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bookchat-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder]);
  onCleanup(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  });
  return toDisk(folder);
});

/** Says on the terminal why the tests are left out where it answers false. */
export function canMakeDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'bookchat-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder]);
  if (status === 0) execFileSync('umount', [folder]);
  else console.log('only root can mount a small disk: tests of a full one are left out');
  rmdirSync(folder);
  return status === 0;
}

function toDisk(folder: string): SmallDisk {
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(freeShare) {
      rmSync(filler, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      const bytes = bavail * bsize - freeShare * DISK_BYTES;
      writeFileSync(filler, Buffer.alloc(Math.floor(bytes / bsize) * bsize, 1));
    },
    empty: () => rmSync(filler, { force: true }),
  };
}
