import type { WorkerOptions } from '../../lib/run-in-worker.ts';

/** For work that is a part of more: what it reports of itself, from 0 to 1, becomes `from` to `to` of the whole. */
export function scaleProgress(
  { signal, onProgress }: WorkerOptions,
  from: number,
  to: number,
): WorkerOptions {
  return {
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ step, part }) => onProgress?.({ step, part: from + part * (to - from) }),
  };
}
