import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../../../test/server-test.ts';
import { removeReplaced } from './remove-replaced.ts';
import { restoreFiles } from './restore-files.ts';
import { swapFiles } from './swap-files.ts';

const AT = new Date('2026-02-23T10:30:00.500Z');

it('names the folder of the old files after the moment, and again within the same second', ({ folder }) => {
  const files = restoreFiles(join(folder, 'bookchat.db'));
  const swap = (content: string) => {
    writeFileSync(files.incoming, content);
    return swapFiles(files, AT);
  };
  expect([swap('one'), swap('two'), swap('three')]).toEqual([
    null,
    'replaced_20260223_103000',
    'replaced_20260223_103000_2',
  ]);
  expect(readFileSync(files.database, 'utf8')).toBe('three');
});

it('leaves everything as it was where the disk refuses', ({ folder }) => {
  const files = restoreFiles(join(folder, 'bookchat.db'));
  writeFileSync(files.database, 'old');
  writeFileSync(files.incoming, 'new');
  mkdirSync(`${files.journal}.partial`);
  expect(() => swapFiles(files, AT)).toThrow('EISDIR');
  expect(readFileSync(files.database, 'utf8')).toBe('old');
  expect(existsSync(files.incoming)).toBe(false);
});

it('is let go of by name, and nothing else is', async ({ folder }) => {
  const others = ['replaced', 'replaced_by_me', 'backups', 'bookchat.db'];
  for (const name of ['replaced_20260223_103000', 'replaced_20260223_103000_2', ...others])
    mkdirSync(join(folder, name, 'within'), { recursive: true });
  writeFileSync(join(folder, 'replaced_20260223_103000', 'bookchat.db'), 'old');
  writeFileSync(join(folder, 'replaced_20270101_000000'), 'a file');
  await removeReplaced(folder);
  expect(readdirSync(folder).toSorted()).toEqual([...others, 'replaced_20270101_000000'].toSorted());
});
