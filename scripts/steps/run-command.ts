import { type SpawnOptions, spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Runs a program on this terminal; resolves with its exit code, 1 if a signal ended it.
 * `listen` is told as well what the program prints, which then knows of no terminal.
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
  listen?: (text: string) => void,
): Promise<number> {
  // On Windows the programs in node_modules/.bin are scripts, which only a shell can start.
  const shell = process.platform === 'win32';
  const stdio = ['inherit', listen ? 'pipe' : 'inherit', 'inherit'] as const;
  const child = spawn(program, args, { stdio: [...stdio], shell, ...options });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    listen?.(text);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
