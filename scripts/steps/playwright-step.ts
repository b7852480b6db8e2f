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

export function playwrightCounts(report: string): Counts {
  const { stats, suites = [] } = JSON.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: (suites as Suite[]).flatMap((suite) => listTests(suite, 'unexpected')),
    unsteady: (suites as Suite[]).flatMap((suite) => listTests(suite, 'flaky')),
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

function listTests({ suites = [], specs = [] }: Suite, status: 'unexpected' | 'flaky'): string[] {
  return [
    ...specs.flatMap((spec) => describeTests(spec, status)),
    ...suites.flatMap((suite) => listTests(suite, status)),
  ];
}

function describeTests({ title, file, tests }: Spec, status: string): string[] {
  return tests
    .filter((test) => test.status === status)
    .map(({ results }) =>
      describeFailure(`${file} › ${title}`, results.find(({ error }) => error !== undefined)?.error?.message),
    );
}
