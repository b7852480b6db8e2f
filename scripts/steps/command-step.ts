import { runCommand } from './run-command.ts';
import type { Outcome } from './step.ts';

/** A step's `run` that passes when the program exits with 0. */
export function command(program: string, ...args: readonly string[]): () => Promise<Outcome> {
  return async () => ({ state: (await runCommand(program, args)) === 0 ? 'passed' : 'failed' });
}
