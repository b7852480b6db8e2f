import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { print } from './print.ts';

/** Builds the server where `entry`, a file of the build, is not there. */
export function ensureBuilt(entry: string): void {
  if (existsSync(entry)) return;
  print('building the server first');
  const cwd = join(import.meta.dirname, '../..');
  const { status } = spawnSync('node_modules/.bin/vite', ['build', '--logLevel', 'warn'], {
    cwd,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the server could not be built');
}
