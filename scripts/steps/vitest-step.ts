import { existsSync, readFileSync, rmSync } from 'node:fs';
import { runCommand } from './run-command.ts';
import type { Counts, Outcome } from './step.ts';

const reportFile = 'test-results/vitest.json';
/** A run that hangs must end as a failure, and leave the other steps their time. */
const TIMEOUT_MS = 10 * 60_000;

/** Vitest over all projects; more arguments go to it. */
export function vitest(...args: readonly string[]): () => Promise<Outcome> {
  return async () => {
    rmSync(reportFile, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const exitCode = await runCommand('vitest', ['run', ...reporters, ...args], { timeout: TIMEOUT_MS });
    const counts = existsSync(reportFile) ? vitestCounts(readFileSync(reportFile, 'utf8')) : undefined;
    return { state: exitCode === 0 ? 'passed' : 'failed', ...(counts && { counts }) };
  };
}

export function vitestCounts(report: string): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(report);
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
