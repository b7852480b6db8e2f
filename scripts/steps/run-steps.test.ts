import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { playwright, playwrightCounts } from './playwright-step.ts';
import { summaryLines } from './report.ts';
import { runSteps } from './run-steps.ts';
import type { Outcome, Step } from './step.ts';
import { vitestCounts } from './vitest-step.ts';

const passed: Outcome = { state: 'passed' };
const failed: Outcome = { state: 'failed' };

const silently = () => {};

const step = (name: string, outcome: Outcome | Error, needs: string[] = []): Step => ({
  name,
  needs,
  run: async () => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
});

const lastLine = (outcomes: Outcome[]) =>
  stripVTControlCharacters(
    summaryLines(outcomes.map((outcome, at) => ({ name: `step ${at}`, outcome, seconds: 61 }))).at(-1) ?? '',
  );

it('ends with 0 when every step passes or has a reason to be skipped', async () => {
  expect(
    await runSteps([step('a', passed), step('b', { state: 'skipped', note: 'not here' })], silently),
  ).toBe(0);
});

it('ends with 1 when a step fails or throws', async () => {
  expect(await runSteps([step('a', failed), step('b', passed)], silently)).toBe(1);
  expect(await runSteps([step('a', new Error('no disk'))], silently)).toBe(1);
});

it('does not run a step whose need did not pass', async () => {
  let ran = false;
  const dependent: Step = {
    name: 'b',
    needs: ['a'],
    run: async () => {
      ran = true;
      return passed;
    },
  };
  expect(await runSteps([step('a', failed), dependent], silently)).toBe(1);
  expect(ran).toBe(false);
});

it('closes with one plain line over the tests of all steps', () => {
  const vitest: Outcome = { state: 'passed', counts: { passed: 40, failed: 0, skipped: 0 } };
  const playwright: Outcome = { state: 'failed', counts: { passed: 9, failed: 2, skipped: 1 } };
  expect(lastLine([passed, vitest])).toBe('40 passed, 0 failed');
  expect(lastLine([vitest, playwright])).toBe('49 passed, 2 failed, 1 skipped');
});

it('counts a step that fails without a failed test as one', () => {
  expect(lastLine([failed, { state: 'failed', counts: { passed: 5, failed: 0, skipped: 0 } }])).toBe(
    '5 passed, 2 failed',
  );
});

it('fails where there is no end-to-end test', async () => {
  expect(await playwright(join(import.meta.dirname, 'no-tests'))).toMatchObject({ state: 'failed' });
});

it("reads Vitest's and Playwright's reports", () => {
  const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
  expect(vitestCounts(JSON.stringify(vitest))).toMatchObject({ passed: 3, failed: 1, skipped: 2 });
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightCounts(JSON.stringify({ stats }))).toMatchObject({ passed: 6, failed: 1, skipped: 2 });
});

it('names what failed just above that line', () => {
  const report = JSON.stringify({
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [
      {
        name: join(process.cwd(), 'src/a.test.ts'),
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'a works' },
          { status: 'failed', fullName: 'b works', failureMessages: ['Error: it is off\n    at x'] },
        ],
      },
      { name: 'src/c.test.ts', status: 'failed', message: 'Cannot find d', assertionResults: [] },
    ],
  });
  expect(lastLines(4, [{ state: 'failed', counts: vitestCounts(report) }])).toEqual([
    ' ✗ src/a.test.ts › b works\n     Error: it is off',
    ' ✗ src/c.test.ts\n     Cannot find d',
    '',
    '1 passed, 1 failed',
  ]);
});

it('tells a browser test that failed from one that passed when run again', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'reading.test.ts',
    tests: [{ status, results: [{ error: message === undefined ? undefined : { message } }] }],
  });
  const report = JSON.stringify({
    stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
    suites: [
      {
        title: 'reading.test.ts',
        specs: [spec('a', 'expected'), spec('b', 'unexpected', 'Timed out\nat x')],
        suites: [{ title: 'within', specs: [spec('c', 'flaky', 'Not there')] }],
      },
    ],
  });
  const counts = playwrightCounts(report);
  expect(counts).toMatchObject({ passed: 2, failed: 1, failures: ['reading.test.ts › b\n     Timed out'] });
  expect(lastLines(5, [{ state: 'failed', counts }])).toEqual([
    ' ! reading.test.ts › c (passed only when run again: mend it)\n     Not there',
    '',
    ' ✗ reading.test.ts › b\n     Timed out',
    '',
    '2 passed, 1 failed',
  ]);
});

function lastLines(count: number, outcomes: Outcome[]): string[] {
  const lines = summaryLines(outcomes.map((outcome) => ({ name: 'a step', outcome, seconds: 1 })));
  return lines.slice(-count).map((line) => stripVTControlCharacters(line));
}
