import { changeTask, listTasks, runTask, type Task } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { SchedulerProcess } from './scheduler.ts';

export function addTaskRoutes(app: FastifyInstance, scheduler: SchedulerProcess): void {
  addEndpoint(app, listTasks, () => ({ tasks: scheduler.list() }));

  addEndpoint(app, runTask, async (request, reply) =>
    reply.code(202).send(await scheduler.trigger(request.params.name, request)),
  );

  addEndpoint(app, changeTask, async (request) => {
    const { name } = request.params;
    const before = scheduler.list().find((task) => task.name === name);
    const after = await scheduler.change(name, request.body);
    const details = changesOf(before ?? after, after);
    if (Object.keys(details).length === 0) request.isAudited = true;
    request.auditNote = { details };
    return after;
  });
}

function changesOf(before: Task, after: Task): Record<string, { from: unknown; to: unknown }> {
  const changed = (['enabled', 'schedule'] as const).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }]));
}
