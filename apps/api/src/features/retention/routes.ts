import { readRetention } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { RETENTION_TASK } from './add-retention-task.ts';
import type { RetentionState } from './create-retention.ts';

export function addRetentionRoutes(app: FastifyInstance, read: () => Promise<RetentionState>): void {
  addEndpoint(app, readRetention, async () => {
    const task = app.scheduler.list().find(({ name }) => name === RETENTION_TASK);
    return {
      ...(await read()),
      running_since: task?.running_since ?? null,
      next_run_at: task?.next_run_at ?? null,
    };
  });
}
