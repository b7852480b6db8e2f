import {
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { it as base } from '../../test/server-test.ts';
import { removeLargeFile } from './remove-large-file.ts';

const LARGE_BYTES = 50 * 1024 * 1024;

/** A large file, most of it a hole. */
const it = base.extend('file', ({ folder }) => {
  const path = join(folder, 'large');
  writeFileSync(path, 'begin');
  truncateSync(path, LARGE_BYTES);
  return path;
});

describe('a large file', () => {
  it('is gone', async ({ file, folder }) => {
    await removeLargeFile(file);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives its room back piece by piece', async ({ file }) => {
    const sizes: number[] = [];
    const removing = removeLargeFile(file);
    await vi.waitUntil(
      () => {
        sizes.push(statSync(file, { throwIfNoEntry: false })?.size ?? 0);
        return sizes.at(-1) === 0;
      },
      { interval: 1, timeout: 30_000 },
    );
    await removing;
    expect(sizes.filter((size) => size > 0 && size < LARGE_BYTES).length).toBeGreaterThanOrEqual(1);
  });

  it('stays whole under a second name', async ({ file, folder }) => {
    const other = join(folder, 'other');
    linkSync(file, other);
    await removeLargeFile(file);
    expect(readFileSync(other)).toHaveLength(LARGE_BYTES);
    expect(readdirSync(folder)).toEqual(['other']);
  });

  it('stays whole where a link to it is removed', async ({ file, folder }) => {
    const link = join(folder, 'link');
    symlinkSync(file, link);
    await removeLargeFile(link);
    expect(readFileSync(file)).toHaveLength(LARGE_BYTES);
    expect(readdirSync(folder)).toEqual(['large']);
  });

  it('that is not there is no trouble', async ({ folder }) => {
    await removeLargeFile(join(folder, 'nothing'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
