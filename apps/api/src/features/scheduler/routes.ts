import { changeTask, listTasks, runTask } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import type { SchedulerProcess } from './scheduler.ts';

export function addTaskRoutes(app: FastifyInstance, scheduler: SchedulerProcess): void {
  addEndpoint(app, listTasks, () => ({ tasks: scheduler.list() }));

  addEndpoint(app, runTask, async (request, reply) =>
    reply.code(202).send(await scheduler.trigger(request.params.name, request)),
  );

  addEndpoint(app, changeTask, ({ params, body }) => scheduler.change(params.name, body));
}
