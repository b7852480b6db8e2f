import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';

export const RETENTION_TASK = 'retention';
const MINUTE_MS = 60_000;

export function addRetentionTask(
  { scheduler }: Pick<FastifyInstance, 'scheduler'>,
  { config, run }: { readonly config: Config; readonly run: (signal: AbortSignal) => Promise<string> },
): void {
  scheduler.add({
    name: RETENTION_TASK,
    summary: 'Takes messages that are past their time, and that the archive holds, out of the database.',
    schedule: config.schedules.retention,
    jitterMs: 30 * MINUTE_MS,
    timeoutMs: 6 * 60 * MINUTE_MS,
    run: ({ signal }) => run(signal),
  });
}
