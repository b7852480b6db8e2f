import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { jobs } from './db/jobs/index.ts';
import type { JobProgress, WorkerMessage } from './lib/run-in-worker.ts';

const { name, input } = workerData as { name: keyof typeof jobs; input: never };

yieldToOthers();
try {
  send({ kind: 'result', result: await jobs[name](input, report) });
} catch (error) {
  send({ kind: 'error', error: error instanceof Error ? error : new Error(String(error)) });
}

/** Whoever waits for an answer comes first. Only on Linux is the priority the thread's own, and not the process's. */
function yieldToOthers(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

function report(progress: JobProgress): void {
  send({ kind: 'progress', progress });
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
