import { runCommand } from './run-command.ts';
import type { Counts, Outcome } from './step.ts';

const COUNTS = /^(?<passed>\d+) passed, (?<failed>\d+) failed$/gm;

/** As `command`, for tests that close with `N passed, N failed`; failed where they do not say it. */
export function countedCommand(program: string, ...args: readonly string[]): () => Promise<Outcome> {
  return async () => {
    let printed = '';
    const exitCode = await runCommand(program, args, {}, (text) => {
      printed += text;
    });
    const counts = lastCounts(printed);
    if (!counts) return { state: 'failed', note: 'It did not say how many tests passed.' };
    return { state: exitCode === 0 ? 'passed' : 'failed', counts };
  };
}

function lastCounts(printed: string): Counts | undefined {
  const groups = [...printed.matchAll(COUNTS)].at(-1)?.groups;
  return groups && { passed: Number(groups['passed']), failed: Number(groups['failed']), skipped: 0 };
}
