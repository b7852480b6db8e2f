// `npm run dev`: the API restarts and the page reloads whenever a source file is saved.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const web = join(root, 'apps/web');

const programs = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', 'apps/api/src/server.ts'], {
    cwd: root,
    stdio: 'inherit',
  }),
  spawn(process.execPath, [join(web, 'node_modules/vite/bin/vite.js')], { cwd: web, stdio: 'inherit' }),
];

for (const program of programs) program.on('exit', endTogether);

function endTogether(code: number | null): void {
  for (const program of programs) program.kill('SIGTERM');
  process.exitCode ??= code ?? 0;
}

// The terminal's signal reaches both programs by itself; this process ends after them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
