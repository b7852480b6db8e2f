import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { git } from './git-by-hand.ts';

/** A test that is given a folder of its own, and a bare repository in it. */
export const it = test
  .extend('folder', async ({ task: _ }, { onCleanup }) => {
    const path = mkdtempSync(join(tmpdir(), 'bookchat-git-'));
    onCleanup(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  })
  .extend('repository', ({ folder }) => {
    const dir = join(folder, 'repository.git');
    git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', dir);
    return dir;
  });

export const SIGNAL = new AbortController().signal;
