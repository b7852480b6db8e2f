import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { it } from '../../../test/doctor-test.ts';
import { checkGit } from './check-git.ts';

it('a machine without git, or with an old one, is told what it cannot do', async ({ folder, look }) => {
  expect(await look(checkGit)).toMatchObject([{ mark: 'fine' }]);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  vi.stubEnv('PATH', bin);
  expect(await look(checkGit)).toMatchObject([
    { mark: 'fault', words: 'The archive on this machine needs git, and cannot be kept.' },
  ]);
  writeFileSync(join(bin, 'git'), '#!/bin/sh\necho git version 1.8.0\n', { mode: 0o755 });
  expect(await look(checkGit, { ARCHIVE: 'off' })).toMatchObject([
    { mark: 'notice', advice: expect.stringContaining('Git 1.8.0 is too old.') },
  ]);
  vi.unstubAllEnvs();
});
