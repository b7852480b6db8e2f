import { Worker } from 'node:worker_threads';

export interface WorkerOptions {
  /**
   * Ends the worker, and then makes the promise reject with the signal's reason. A call into SQLite is not broken off:
   * the thread ends when that returns.
   */
  readonly signal?: AbortSignal;
  /** Hears what the job reports on its way. */
  readonly onProgress?: (progress: JobProgress) => void;
}

export interface JobProgress {
  /** In words, for example "Copying the database". */
  readonly step: string;
  /** Of the whole job, 0 to 1. */
  readonly part: number;
}

/** What a worker sends: its way, and at the end its result or what went wrong. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: Error };

/**
 * Runs the job `name` of worker.ts in a thread of its own, so that nothing it does holds up the event loop.
 * @param input what the job is given; copied, as `postMessage` does.
 * @throws what the job threw (as an Error without its class), or the signal's reason.
 */
export function runInWorker<Result>(
  name: string,
  input: unknown,
  { signal, onProgress }: WorkerOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const worker = new Worker(workerFile(), { workerData: { name, input } });
  watch(worker);
  return new Promise<Result>((resolve, reject) => {
    let settled = false;
    const abort = () => settle(() => reject(signal?.reason));
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'result') settle(() => resolve(message.result as Result));
      else settle(() => reject(message.error));
    });
    worker.on('error', (error) => settle(() => reject(error)));
    worker.on('exit', (code) => settle(() => reject(new Error(`The worker for ${name} ended with ${code}`))));

    /**
     * What comes first holds: a quick job's result comes together with the end of its thread. Only once that is gone
     * are its files closed, and may the caller move them.
     */
    function settle(finish: () => void): void {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', abort);
      void worker.terminate().then(finish, finish);
    }
  });
}

/** Beside the bundle's files, or two folders from here in the sources. */
function workerFile(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../worker.ts', import.meta.url)
    : new URL('worker.js', import.meta.url);
}

/** The threads that have not ended. */
const alive = new Set<Worker>();

/** Whether a thread has not ended. */
export function hasWorkers(): boolean {
  return alive.size > 0;
}

/** Settles when every thread has ended, also those that nobody waits for any more. */
export async function workersEnded(): Promise<void> {
  await Promise.all([...alive].map((worker) => new Promise((resolve) => worker.once('exit', resolve))));
}

function watch(worker: Worker): void {
  alive.add(worker);
  worker.once('exit', () => alive.delete(worker));
}
