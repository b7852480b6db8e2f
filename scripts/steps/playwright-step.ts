import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from './describe-failure.ts';
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
  const { stats, suites = [] } = JSON.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: (suites as Suite[]).flatMap(listFailures),
  };
}

interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly Spec[];
}

interface Spec {
  readonly title: string;
  readonly file: string;
  readonly tests: readonly {
    readonly status: string;
    readonly results: readonly { readonly error?: { readonly message?: string } }[];
  }[];
}

function listFailures({ suites = [], specs = [] }: Suite): string[] {
  return [...specs.flatMap(listFailed), ...suites.flatMap(listFailures)];
}

function listFailed({ title, file, tests }: Spec): string[] {
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky');
  return failed.map(({ results }) =>
    describeFailure(`${file} › ${title}`, results.find(({ error }) => error !== undefined)?.error?.message),
  );
}
