import { listMessages, postMessage } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { sendJson } from '../../lib/send-json.ts';
import { addMessage } from './add-message.ts';
import { ensureRoom } from './ensure-room.ts';
import { createListMessages } from './list-messages.ts';
import type { MessageFigures } from './message-figures.ts';
import { createMessageQueue } from './write-messages.ts';

export function addMessageRoutes(app: FastifyInstance, figures: MessageFigures): void {
  const queue = createMessageQueue(app.database, app.changeLog, figures);
  const list = createListMessages(app.database, app.changeLog, figures);
  app.addHook('onClose', () => queue.idle());

  addEndpoint(app, postMessage, async (request, reply) => {
    ensureRoom(request.body.room);
    const { created, message } = await addMessage(queue, request.body);
    return sendJson(reply.code(created ? 201 : 200), JSON.stringify(message));
  });

  addEndpoint(app, listMessages, (request, reply) => {
    ensureRoom(request.query.room);
    return sendJson(reply, list(request.query));
  });
}
