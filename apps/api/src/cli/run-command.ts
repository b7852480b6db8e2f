import { explainStartError } from '../explain-start-error.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { Command } from './command.ts';
import { EXIT_FAILURE, EXIT_USAGE } from './exit-codes.ts';
import { InterruptedError } from './interruption.ts';
import { printNote } from './print.ts';

/** Runs a command to its end; what went wrong becomes a sentence and an exit code. */
export async function runCommand(name: string, command: Command, args: readonly string[]): Promise<void> {
  // A reader that hangs up, such as `head`, is no failure.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const { takes, flags = [] } = command;
  const words = args.filter((word) => !flags.includes(word));
  if (words.length !== (takes === undefined ? 0 : 1)) {
    printNote(
      [
        'Usage: bookchat',
        name,
        ...(takes === undefined ? [] : [takes]),
        ...flags.map((flag) => `[${flag}]`),
      ].join(' '),
    );
    process.exitCode = EXIT_USAGE;
    return;
  }
  try {
    const exitCode = await command.run(args);
    if (exitCode !== undefined) process.exitCode = exitCode;
  } catch (error) {
    process.exitCode = explain(error);
  }
}

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
