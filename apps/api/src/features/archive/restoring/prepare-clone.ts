import type { WorkerOptions } from '../../../lib/run-in-worker.ts';
import { cloneArchive } from '../history/clone-archive.ts';
import type { RestoreSource } from './find-source.ts';

interface CloneOptions extends Pick<WorkerOptions, 'onProgress'> {
  /** The folder for the copy. What was copied there before is kept, also by one that was killed. */
  readonly to: string;
  readonly signal: AbortSignal;
}

/** Copies an archive. @returns the commit that its branch is at. @throws TargetError, or the signal's reason. */
export async function prepareClone(
  { from, branch, header }: Pick<RestoreSource, 'from' | 'branch' | 'header'>,
  options: CloneOptions,
): Promise<string> {
  return cloneArchive({
    from,
    ...options,
    ...(branch === null ? {} : { branch }),
    ...(header === null ? {} : { header: await header(options.signal) }),
  });
}
