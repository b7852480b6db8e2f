import { listChanges } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest, preParsingHookHandler } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { isKnown } from '../../lib/is-known.ts';
import { sendJson } from '../../lib/send-json.ts';
import type { ChangeLog } from './change-log.ts';
import { createListChanges, etagFor } from './list-changes.ts';

export function addChangeRoutes(app: FastifyInstance): void {
  const answer = createListChanges(app.database, app.changeLog);

  addEndpoint(
    app,
    listChanges,
    (request, reply) => {
      const { json, etag } = answer(request.query.since, app.changeLog.rooms.viewFor(request));
      if (etag !== null) reply.header('etag', etag);
      return isKnown(request.headers['if-none-match'], etag) ? reply.code(304).send() : sendJson(reply, json);
    },
    { early: answerIdlePoll(app.changeLog) },
  );
}

/**
 * Nearly all polls find nothing new: two comparisons decide that, before a query string is even parsed. Whoever
 * asks in another form than pages do gets the same answer the long way.
 */
function answerIdlePoll(log: ChangeLog): preParsingHookHandler {
  return (request, reply, payload, done) => {
    if (request.raw.url !== log.newest.idleUrl) return done(null, payload);
    const etag = etagFor(log.newest, log.rooms.viewFor(request));
    if (isCurrent(request, etag)) reply.code(304).header('etag', etag).send();
    else done(null, payload);
  };
}

/** A proxy that compresses weakens the tag on its way to the client. */
function isCurrent({ headers }: FastifyRequest, etag: string): boolean {
  const known = headers['if-none-match'];
  return known === etag || known === `W/${etag}`;
}
