import type { WorkerOptions } from '../../../lib/run-in-worker.ts';

type Progress = Pick<WorkerOptions, 'onProgress'>;

/** For work that is a part of more: what it reports of itself, from 0 to 1, becomes `from` to `to` of the whole. */
export function partOf(onProgress: WorkerOptions['onProgress'], from: number, to: number): Progress {
  if (onProgress === undefined) return {};
  return { onProgress: ({ step, part }) => onProgress({ step, part: from + part * (to - from) }) };
}
