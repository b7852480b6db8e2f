import { type SpawnOptions, spawn } from 'node:child_process';
import process from 'node:process';

/** Runs a program on this terminal; resolves with its exit code, 1 if a signal ended it. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  // On Windows the programs in node_modules/.bin are scripts, which only a shell can start.
  const shell = process.platform === 'win32';
  const child = spawn(program, args, { stdio: 'inherit', shell, ...options });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
