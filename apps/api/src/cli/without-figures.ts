import type { JobProgress } from '../lib/run-in-worker.ts';

type Hear = (progress: JobProgress) => void;

/** For a place where each step stands for itself: what changes all the time comes behind a comma. */
export function withoutFigures(show: Hear): Hear {
  return ({ step, part }) => show({ step: step.split(',')[0] ?? step, part });
}
