import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { jobs as databaseJobs } from './db/jobs/index.ts';
import { archiveJobs } from './features/archive/jobs/index.ts';
import { peopleJobs } from './features/people/jobs/index.ts';
import { retentionJobs } from './features/retention/jobs/index.ts';
import type { JobProgress, WorkerInput, WorkerMessage } from './lib/run-in-worker.ts';

/** What runs in a thread of its own, by name. */
const jobs = { ...databaseJobs, ...archiveJobs, ...peopleJobs, ...retentionJobs };
const { name, input, stop } = workerData as WorkerInput & { name: keyof typeof jobs; input: never };

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

/** What a job says while it works is also where it hears that it is to end. */
function report(progress: JobProgress): void {
  if (Atomics.load(stop, 0) !== 0) throw new Error('The job was given up');
  send({ kind: 'progress', progress });
}

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
