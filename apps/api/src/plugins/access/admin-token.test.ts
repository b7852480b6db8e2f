import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../../test/server-test.ts';
import { ensureAdminToken } from './admin-token.ts';

describe('the admin token', () => {
  it('is made at the first start, for the owner of the files alone', ({ folder }) => {
    const dataDir = join(folder, 'data');
    const { token, file, isNew } = ensureAdminToken(dataDir, null);
    expect(isNew).toBe(true);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(file).toBe(join(dataDir, 'admin-token'));
    expect(readFileSync(String(file), 'utf8')).toBe(`${token}\n`);
    expect(statSync(String(file)).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('is the same at the next start', ({ folder }) => {
    const first = ensureAdminToken(folder, null);
    expect(ensureAdminToken(folder, null)).toEqual({ ...first, isNew: false });
  });

  it('is made anew where its file is empty', ({ folder }) => {
    writeFileSync(join(folder, 'admin-token'), '\n');
    expect(ensureAdminToken(folder, null)).toMatchObject({ isNew: true });
  });

  it('is for the owner alone also where its empty file was open to all', ({ folder }) => {
    const file = join(folder, 'admin-token');
    writeFileSync(file, '');
    chmodSync(file, 0o644);
    ensureAdminToken(folder, null);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is for the owner alone from now on where its file was open to others', ({ folder }) => {
    const file = join(folder, 'admin-token');
    writeFileSync(file, 'x'.repeat(32));
    chmodSync(file, 0o640);
    expect(ensureAdminToken(folder, null)).toMatchObject({ isNew: false, openToOthers: 'until now' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ensureAdminToken(folder, null)).toMatchObject({ openToOthers: 'never' });
  });

  it('stops the start where its file holds one that is too short', ({ folder }) => {
    writeFileSync(join(folder, 'admin-token'), `${'x'.repeat(31)}\n`);
    expect(() => ensureAdminToken(folder, null)).toThrow('fewer than 32 characters');
  });

  it('is what the operator set, and then no file is written', ({ folder }) => {
    const token = 'x'.repeat(32);
    expect(ensureAdminToken(join(folder, 'none'), token)).toEqual({
      token,
      file: null,
      isNew: false,
      openToOthers: 'never',
    });
  });

  it('stops the start where its file cannot be read', ({ folder }) => {
    mkdirSync(join(folder, 'admin-token'));
    expect(() => ensureAdminToken(folder, null)).toThrow('EISDIR');
  });
});
