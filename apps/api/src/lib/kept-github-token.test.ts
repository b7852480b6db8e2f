import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../test/server-test.ts';
import { keepGithubToken, readGithubToken } from './kept-github-token.ts';

describe('the token for GitHub', () => {
  it('is the configured one, as long as none was put in its place', ({ folder }) => {
    expect(readGithubToken(folder, 'ghp_configured')).toBe('ghp_configured');
    expect(readGithubToken(folder, null)).toBeNull();
  });

  it('is the one that was put in its place, until another is configured', ({ folder }) => {
    keepGithubToken(folder, 'ghp_configured', 'ghp_kept');
    expect(readGithubToken(folder, 'ghp_configured')).toBe('ghp_kept');
    keepGithubToken(folder, 'ghp_configured', 'ghp_kept_later');
    expect(readGithubToken(folder, 'ghp_configured')).toBe('ghp_kept_later');
    expect(readGithubToken(folder, 'ghp_configured_later')).toBe('ghp_configured_later');
    expect(readGithubToken(folder, null), 'nobody wants one').toBeNull();
  });

  it('is kept for the owner alone, also where its file was open to all', ({ folder }) => {
    const file = join(folder, 'github-token');
    writeFileSync(`${file}.partial`, 'left behind');
    chmodSync(`${file}.partial`, 0o644);
    keepGithubToken(folder, 'ghp_configured', 'ghp_kept');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['github-token']);
    expect(readFileSync(file, 'utf8'), 'of the other one').not.toContain('ghp_configured');
  });

  it.for(['', 'ghp_by_hand', '{}', '{"token":1,"replaces":"x"}'])(
    'is the configured one where its file says %s',
    (text, { folder }) => {
      writeFileSync(join(folder, 'github-token'), text);
      expect(readGithubToken(folder, 'ghp_configured')).toBe('ghp_configured');
    },
  );

  it('stays as it was where none can be kept', ({ folder }) => {
    expect(() => keepGithubToken(join(folder, 'none'), 'ghp_configured', 'ghp_kept')).toThrow('ENOENT');
    expect(readGithubToken(join(folder, 'none'), 'ghp_configured')).toBe('ghp_configured');
  });
});
