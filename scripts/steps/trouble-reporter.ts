import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { describeFailure } from './describe-failure.ts';

export const TROUBLE_FILE = 'test-results/trouble.json';

/** What Vitest's report in JSON leaves out. */
export interface Trouble {
  /** Tests that passed only when run again, and why they had failed before. */
  readonly unsteady: readonly string[];
  /** What went wrong outside of any test, such as a browser that did not start; each once. */
  readonly errors: readonly string[];
}

// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export
export default class TroubleReporter implements Reporter {
  readonly #unsteady: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    const [error] = test.result().errors ?? [];
    this.#unsteady.push(describeFailure(`${test.module.moduleId} › ${test.fullName}`, error?.message));
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const errors = unhandled.map(({ message }) => describeFailure('outside of any test', message));
    const trouble: Trouble = { unsteady: this.#unsteady, errors: [...new Set(errors)] };
    mkdirSync(dirname(TROUBLE_FILE), { recursive: true });
    writeFileSync(TROUBLE_FILE, JSON.stringify(trouble));
  }
}
