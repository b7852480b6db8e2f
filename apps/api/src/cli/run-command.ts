import { explainStartError } from '../explain-start-error.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { useProxies } from '../use-proxies.ts';
import type { Command } from './command.ts';
import { EXIT_FAILURE, EXIT_USAGE } from './exit-codes.ts';
import { InterruptedError } from './interruption.ts';
import { parseGiven } from './parse-given.ts';
import { printNote } from './print.ts';
import { usageOf } from './usage-of.ts';

/** Runs a command to its end; what went wrong becomes a sentence and an exit code. */
export async function runCommand(name: string, command: Command, args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners('error').includes(passOver)) stream.on('error', passOver);
  const given = parseGiven(command, args);
  if (given === null) {
    printNote(`Usage: ${usageOf(name, command)}`);
    process.exitCode = EXIT_USAGE;
    return;
  }
  try {
    useProxies();
    const exitCode = await command.run(given);
    if (exitCode !== undefined) process.exitCode = exitCode;
  } catch (error) {
    process.exitCode = explain(error);
  }
}

/** A reader that hangs up, such as `head`, is no failure. */
function passOver(): void {}

function explain(error: unknown): number {
  if (error instanceof InterruptedError) {
    printNote(error.message);
    return error.exitCode;
  }
  if (error instanceof ProblemError) {
    printNote(error.message);
    return EXIT_FAILURE;
  }
  const { message, exitCode } = explainStartError(error);
  printNote(message);
  return exitCode;
}
