import { type ArchiveStatus, listChanges } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { sendJson } from '../../lib/send-json.ts';
import { createListChanges } from './list-changes.ts';

/** This version keeps no archive yet. */
const NO_ARCHIVE: ArchiveStatus = { state: 'off', backlog: null, head: null, verified_at: null };

export function addChangeRoutes(app: FastifyInstance): void {
  const answer = createListChanges(app.database, app.changeLog, () => NO_ARCHIVE);

  addEndpoint(app, listChanges, (request, reply) => {
    const { json, etag } = answer(request.query.since);
    if (etag === null) return sendJson(reply, json);
    reply.header('etag', etag);
    return request.headers['if-none-match'] === etag ? reply.code(304).send() : sendJson(reply, json);
  });
}
