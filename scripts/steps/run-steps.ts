import { heading, summaryLines } from './report.ts';
import type { FinishedStep, Outcome, Step } from './step.ts';

/** Runs every step, also after a failure, prints the summary last, and answers with the exit code. */
export async function runSteps(steps: readonly Step[], print = printLine): Promise<number> {
  const finished: FinishedStep[] = [];
  for (const step of steps) {
    print(heading(step.name));
    const startedAt = performance.now();
    const outcome = await outcomeOf(step, finished);
    if (outcome.note) print(outcome.note);
    finished.push({ name: step.name, outcome, seconds: (performance.now() - startedAt) / 1_000 });
  }
  for (const line of summaryLines(finished)) print(line);
  return finished.some(({ outcome }) => outcome.state === 'failed') ? 1 : 0;
}

async function outcomeOf(step: Step, finished: readonly FinishedStep[]): Promise<Outcome> {
  const missing = step.needs?.find((need) => !hasPassed(need, finished));
  if (missing) return { state: 'skipped', note: `not run, because "${missing}" did not pass` };
  try {
    return await step.run();
  } catch (error) {
    return { state: 'failed', note: error instanceof Error ? error.message : String(error) };
  }
}

const hasPassed = (name: string, finished: readonly FinishedStep[]) =>
  finished.some((step) => step.name === name && step.outcome.state === 'passed');

const printLine = (line: string): unknown => process.stdout.write(`${line}\n`);
