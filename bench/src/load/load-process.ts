// Runs in a process of its own, on the load core: takes one job after another.
import type { Job, Measured } from './job.ts';
import { poll } from './poll.ts';
import { saturate } from './saturate.ts';

export type Outcome = { readonly measured: Measured } | { readonly error: string };

process.on('message', async (job: Job) => {
  process.send?.(await runJob(job));
});
process.on('disconnect', () => process.exit());

async function runJob(job: Job): Promise<Outcome> {
  try {
    return { measured: job.kind === 'saturate' ? await saturate(job) : await poll(job) };
  } catch (error) {
    return { error: String(error) };
  }
}
