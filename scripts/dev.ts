// `npm run dev`: the API restarts and the page reloads whenever a source file is saved.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ConfigError, parseConfig } from '../apps/api/src/config.ts';
import { addressFromHere } from './dev/address-from-here.ts';

const root = join(import.meta.dirname, '..');
const web = join(root, 'apps/web');

// As the API does it: what is set already wins.
if (existsSync('.env')) process.loadEnvFile('.env');

try {
  runBoth(addressFromHere(parseConfig(process.env).config.http));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function runBoth(apiUrl: string): void {
  const programs = [
    spawn(process.execPath, ['--watch', '--watch-preserve-output', 'apps/api/src/server.ts'], {
      cwd: root,
      stdio: 'inherit',
    }),
    spawn(process.execPath, [join(web, 'node_modules/vite/bin/vite.js')], {
      cwd: web,
      env: { ...process.env, BOOKCHAT_API_URL: apiUrl },
      stdio: 'inherit',
    }),
  ];

  for (const program of programs)
    program.on('exit', (code) => {
      for (const other of programs) other.kill('SIGTERM');
      process.exitCode ??= code ?? 0;
    });

  // The terminal's signal reaches both programs by itself; this process ends after them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
}
