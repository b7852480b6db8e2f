import { PROBLEM_MEDIA_TYPE } from '@bookchat/shared';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { toProblem } from '../db/to-problem.ts';
import { toProblemError } from '../lib/to-problem-error.ts';

/** The one place where an error becomes an answer. */
export const errorsPlugin = fp(
  async (app) => {
    app.setErrorHandler(sendError);
  },
  { name: 'errors' },
);

export function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblemError(
    toProblem(error) as FastifyError,
    request.routeOptions?.config?.endpoint?.maxBodyBytes,
  );
  if (problem.statusCode >= 500 && !problem.isToldOnce)
    request.log.error({ request_id: request.id, err: problem.cause ?? problem }, problem.message);
  return reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problem.toProblem()));
}
