import { existsSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { it as base } from '../../../test/server-test.ts';
import { flushWhile } from './flush-while.ts';

const it = base.extend('file', ({ folder }) => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  return path;
});

describe('a file that is flushed while it is written', () => {
  it('tells how long it is by now, and gives what its writer gives', async ({ file }) => {
    const sizes: number[] = [];
    const write = async () => {
      for (let length = 100; length <= 300; length += 100) {
        await writeFile(file, 'x'.repeat(100), { flag: 'a' });
        await vi.waitUntil(() => sizes.at(-1) === length, { interval: 1 });
      }
      return 'written';
    };
    expect(await flushWhile(file, write, (bytes) => sizes.push(bytes))).toBe('written');
    expect([...new Set(sizes)]).toEqual([100, 200, 300]);
  });

  it('fails as its writer does', async ({ file }) => {
    const write = () => Promise.reject(new Error('torn'));
    await expect(flushWhile(file, write, () => {})).rejects.toThrow('torn');
  });

  it.runIf(existsSync('/dev/full'))(
    'fails where the disk refuses, once its writer has ended',
    async ({ file }) => {
      let hasEnded = false;
      const write = async () => {
        for (let count = 0; count < 50; count++)
          await writeFile(file, Buffer.alloc(1_000_000), { flag: 'a' });
        hasEnded = true;
      };
      await expect(flushWhile('/dev/full', write, () => {})).rejects.toThrow('EINVAL');
      expect(hasEnded).toBe(true);
    },
  );
});
