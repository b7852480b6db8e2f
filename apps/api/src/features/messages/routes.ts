import { listMessages, type Message, postMessage } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config.ts';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { sendJson } from '../../lib/send-json.ts';
import { nameIsTaken } from '../identities/index.ts';
import { addMessage, isSameAuthor } from './add-message.ts';
import { type Author, authorOf } from './author-of.ts';
import { createFindMessage } from './find-message.ts';
import { createHasLeft } from './has-left.ts';
import { createListMessages } from './list-messages.ts';
import type { MessageFigures } from './message-figures.ts';
import { createMessageQueue } from './write-messages.ts';

export function addMessageRoutes(
  app: FastifyInstance,
  { figures, mode }: { readonly figures: MessageFigures; readonly mode: Config['auth']['mode'] },
): void {
  const queue = createMessageQueue(app.database, app.changeLog, figures);
  figures.queued = () => queue.depth;
  const hasLeft = createHasLeft(app.database);
  const find = createFindMessage(app.database.prepareRead);
  const list = createListMessages(app.database, app.changeLog, { figures, hasLeft });
  app.addHook('onClose', () => queue.idle());

  addEndpoint(app, postMessage, async (request, reply) => {
    const { room, id, author, content } = request.body;
    const by = authorOf(request, author, mode);
    const { inRepository } = app.rooms.getToWriteIn(request, room);
    if (id !== undefined && hasLeft(room, id)) throw leftAlready();
    if (!app.identities.mayWriteAs(by.author, request, reply))
      return sendJson(reply, JSON.stringify(getFirst(id, by)));
    const { created, message } = await addMessage(queue, { content, room, id, by }, { inRepository });
    return sendJson(reply.code(created ? 201 : 200), JSON.stringify(message));
  });

  addEndpoint(app, listMessages, (request, reply) => {
    app.rooms.get(request, request.query.room);
    return sendJson(reply, list(request.query));
  });

  /** What was written before somebody else took the name is answered as before. */
  function getFirst(id: string | undefined, by: Author): Message {
    const first = id === undefined ? null : find(id);
    if (first === null || !isSameAuthor(first, by)) throw nameIsTaken(by.author);
    return first;
  }
}

/** To write it once more would put it into the archive twice. */
function leftAlready(): ProblemError {
  return new ProblemError(
    'id_taken',
    'This id is from a time of which messages have left the database, and this may be one of them. Send yours with a new one.',
  );
}
