import { existsSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../test/server-test.ts';
import { makeFolder } from './make-folder.ts';

describe('a folder that is needed', () => {
  it('is made with those above it, for its owner alone', ({ folder }) => {
    makeFolder(join(folder, 'a/b/c'));
    for (const path of ['a', 'a/b', 'a/b/c'])
      expect(statSync(join(folder, path)).mode & 0o777, path).toBe(0o700);
  });

  it('may be there already, also behind a link', ({ folder }) => {
    makeFolder(folder);
    symlinkSync(folder, join(folder, 'link'));
    expect(() => makeFolder(join(folder, 'link'))).not.toThrow();
  });

  it('cannot be where a file is', ({ folder }) => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST');
    expect(() => makeFolder(join(folder, 'file/below'))).toThrow('ENOTDIR');
  });

  it.runIf(existsSync('/proc/self'))(
    'is refused, and not tried for ever, by a system that makes none',
    () => {
      expect(() => makeFolder('/proc/bookchat/logs')).toThrow('ENOENT');
    },
  );
});
