import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describeFailure } from './describe-failure.ts';
import { runCommand } from './run-command.ts';
import type { Counts, Outcome } from './step.ts';

const reportFile = 'test-results/vitest.json';
/** A run that hangs must end as a failure, and leave the other steps their time. */
const TIMEOUT_MS = 25 * 60_000;

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
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests,
    numTodoTests,
    testResults = [],
  } = JSON.parse(report);
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    failures: (testResults as TestFile[]).flatMap(listFailures),
  };
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  /** Why the file as a whole failed, before any of its tests. */
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
}

function listFailures({ name, status, message = '', assertionResults }: TestFile): string[] {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [describeFailure(name, message)];
  return failed.map((test) => describeFailure(`${name} › ${test.fullName}`, test.failureMessages?.[0]));
}
