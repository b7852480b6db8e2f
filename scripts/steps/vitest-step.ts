import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from './describe-failure.ts';
import { runCommand } from './run-command.ts';
import type { Counts, Outcome } from './step.ts';
import { TROUBLE_FILE, type Trouble } from './trouble-reporter.ts';

const reportFile = 'test-results/vitest.json';
const troubleReporter = join(import.meta.dirname, 'trouble-reporter.ts');
/** A run that hangs must end as a failure, and leave the other steps their time. */
const TIMEOUT_MS = 60 * 60_000;

/** Vitest over all projects, or over those that its arguments name. */
export function vitest(...args: readonly string[]): () => Promise<Outcome> {
  return async () => {
    for (const file of [reportFile, TROUBLE_FILE]) rmSync(file, { force: true });
    const reporters = ['default', 'json', troubleReporter].map((reporter) => `--reporter=${reporter}`);
    const options = [...reporters, `--outputFile.json=${reportFile}`];
    const exitCode = await runCommand('vitest', ['run', ...options, ...args], { timeout: TIMEOUT_MS });
    const counts = existsSync(reportFile)
      ? addTrouble(vitestCounts(readFileSync(reportFile, 'utf8')))
      : undefined;
    return { state: exitCode === 0 ? 'passed' : 'failed', ...(counts && { counts }) };
  };
}

function addTrouble(counts: Counts): Counts {
  if (!existsSync(TROUBLE_FILE)) return counts;
  const { unsteady, errors } = JSON.parse(readFileSync(TROUBLE_FILE, 'utf8')) as Trouble;
  return { ...counts, unsteady, failures: [...(counts.failures ?? []), ...errors] };
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
