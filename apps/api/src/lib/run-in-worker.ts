import { Worker } from 'node:worker_threads';

export interface WorkerOptions {
  /**
   * Asks the job to end, which it does where it next reports how far it is; the promise then rejects with the signal's
   * reason. A call into SQLite is not broken off.
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

export interface WorkerInput {
  readonly name: string;
  readonly input: unknown;
  /** One number, shared by both threads: not 0 once the job is to end. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** What a worker sends: its way, and at the end its result or what went wrong. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly error: Error };

/**
 * Runs the job `name` of worker.ts in a thread of its own, so that nothing it does holds up the event loop. The thread
 * is never terminated: SQLite's addon brings the whole process down where that meets a call into it ("FATAL ERROR:
 * Error::New napi_get_last_error_info"). The promise settles when it has ended, as only then are its files closed, and
 * may the caller move them.
 * @param input what the job is given; copied, as `postMessage` does.
 * @throws what the job threw (as an Error without its class), or the signal's reason.
 */
export function runInWorker<Result>(
  name: string,
  input: unknown,
  { signal, onProgress }: WorkerOptions = {},
): Promise<Result> {
  signal?.throwIfAborted();
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(workerFile(), { workerData: { name, input, stop } satisfies WorkerInput });
  watch(worker);
  return new Promise<Result>((resolve, reject) => {
    let end: (() => void) | null = null;
    const abort = () => {
      end ??= () => reject(signal?.reason);
      Atomics.store(stop, 0, 1);
    };
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'result') end ??= () => resolve(message.result as Result);
      else end ??= () => reject(message.error);
    });
    worker.on('error', (error) => {
      end ??= () => reject(error);
    });
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', abort);
      if (end === null) reject(new Error(`The worker for ${name} ended with ${code}`));
      else end();
    });
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
