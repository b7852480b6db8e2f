import type { JobProgress } from '../../../lib/run-in-worker.ts';

/** What git says while it fetches, and which part of the whole that is. */
const STEPS = [
  { said: 'Receiving objects', step: 'Receiving the archive', from: 0, to: 0.8 },
  { said: 'Resolving deltas', step: 'Unpacking the archive', from: 0.8, to: 1 },
] as const;

const SAID = /^(Receiving objects|Resolving deltas): +(\d{1,3})%/;

/** Turns what git says on its way, in pieces as they come, into progress that never goes back. */
export function createCloneProgress(onProgress: (progress: JobProgress) => void) {
  let rest = '';
  let last = 0;

  return (text: string): void => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = (lines.pop() ?? '').slice(-1_000);
    for (const line of lines) report(line);
  };

  function report(line: string): void {
    const [, said, percent] = SAID.exec(line) ?? [];
    const step = STEPS.find((known) => known.said === said);
    if (step === undefined) return;
    last = Math.max(last, step.from + (step.to - step.from) * (Math.min(Number(percent), 100) / 100));
    onProgress({ step: step.step, part: last });
  }
}
