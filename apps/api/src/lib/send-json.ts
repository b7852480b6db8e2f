import type { FastifyReply } from 'fastify';

/** Answers with JSON that is written already. */
export function sendJson(reply: FastifyReply, json: string | Buffer): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(json);
}
