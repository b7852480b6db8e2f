import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../test/server-test.ts';
import { ensureDataDir } from './ensure-data-dir.ts';

describe('the data folder', () => {
  it('is made, and left empty', ({ folder }) => {
    ensureDataDir(join(folder, 'a/data'));
    ensureDataDir(join(folder, 'a/data'));
    expect(readdirSync(join(folder, 'a/data'))).toEqual([]);
  });

  it('is refused where a file is', ({ folder }) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => ensureDataDir(file)).toThrow(
      `The data folder ${file} cannot be used: a file stands in its place. Set DATA_DIR to a folder`,
    );
    expect(() => ensureDataDir(join(file, 'data'))).toThrow('a part of its path is a file');
  });

  it.runIf(existsSync('/proc/self')).for(['/proc/bookchat', '/proc/bookchat/data', '/proc'])(
    'is refused where the system keeps no files: %s',
    (path) => {
      expect(() => ensureDataDir(path)).toThrow(
        /cannot be used: (?:it cannot be made|this user may not write) there\./,
      );
    },
  );
});
