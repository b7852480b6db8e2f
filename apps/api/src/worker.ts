import { parentPort, workerData } from 'node:worker_threads';
import { jobs } from './db/jobs/index.ts';
import type { JobProgress, WorkerMessage } from './lib/run-in-worker.ts';

const { name, input } = workerData as { name: keyof typeof jobs; input: never };

try {
  send({ kind: 'result', result: await jobs[name](input, report) });
} catch (error) {
  send({ kind: 'error', error: error instanceof Error ? error : new Error(String(error)) });
}

function report(progress: JobProgress): void {
  send({ kind: 'progress', progress });
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
