import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../../test/server-test.ts';
import { mintFiles } from './mint-files.ts';

const NOON = new Date('2026-11-20T12:00:00.999Z');

describe('the name of a new backup', () => {
  it('is its second in UTC', ({ folder }) => {
    expect(mintFiles(folder, NOON)).toEqual({
      id: '20261120_120000',
      database: join(folder, 'backup_20261120_120000.db'),
      manifest: join(folder, 'backup_20261120_120000.json'),
    });
  });

  it.for(['.db', '.json', '.db.partial', '.json.partial'])(
    'is none of which a %s is there',
    (ending, { folder }) => {
      writeFileSync(join(folder, `backup_20261120_120000${ending}`), '');
      expect(mintFiles(folder, NOON).id).toBe('20261120_120000_2');
    },
  );

  it('is not found where a second has seen too many', ({ folder }) => {
    for (let number = 1; number <= 999; number++)
      writeFileSync(join(folder, `backup_20261120_120000${number === 1 ? '' : `_${number}`}.db`), '');
    expect(() => mintFiles(folder, NOON)).toThrow('999 backups of 20261120_120000');
  });
});
