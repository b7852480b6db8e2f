import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import type { Counts, Outcome } from './step.ts';

const e2e = join(import.meta.dirname, '../../e2e');
/** Written by the JSON reporter that e2e/playwright.config.ts sets up. */
const reportFile = join(e2e, 'test-results/playwright.json');

/** A step's `run` for the end-to-end tests; failed where there is none. */
export async function playwright(testFolder = join(e2e, 'tests')): Promise<Outcome> {
  if (!hasTests(testFolder)) return { state: 'failed', note: `${testFolder} holds no test` };
  rmSync(reportFile, { force: true });
  const exitCode = await runCommand('pnpm', ['exec', 'playwright', 'test'], { cwd: e2e });
  const counts = existsSync(reportFile) ? playwrightCounts(readFileSync(reportFile, 'utf8')) : undefined;
  return { state: exitCode === 0 ? 'passed' : 'failed', ...(counts && { counts }) };
}

const hasTests = (folder: string) =>
  existsSync(folder) &&
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.test.ts'));

/** A test that passed only when run again counts as failed: it wants mending. */
export function playwrightCounts(report: string): Counts {
  const { expected, unexpected, flaky, skipped } = JSON.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
