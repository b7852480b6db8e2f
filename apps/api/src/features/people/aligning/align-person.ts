import type { FastifyInstance } from 'fastify';
import { AT_ONCE, createInPieces } from './in-pieces.ts';
import { prepareOfAuthor } from './queries.ts';

/** Hides what a person and their bots have written, or shows it again, as the person's row says at that moment. */
export function createAlignPerson(
  app: Pick<FastifyInstance, 'apiKeys' | 'database' | 'changeLog' | 'people'>,
) {
  const { list, hide } = prepareOfAuthor(app.database);
  const inPieces = createInPieces(app);

  return async (personId: string, signal: AbortSignal): Promise<void> => {
    await align(personId, personId, signal);
    const bots = app.apiKeys.list().filter(({ owner_id }) => owner_id === personId);
    for (const { id } of bots) await align(id, personId, signal);
  };

  async function align(author_id: string, personId: string, signal: AbortSignal): Promise<void> {
    let after = 0;
    await inPieces(() => {
      const hidden = app.people.find(personId)?.messages_hidden ?? 0;
      const rows = list.all({ author_id, hidden, after, limit: AT_ONCE });
      if (rows.length === 0) return null;
      after = rows.at(-1)?.position ?? after;
      return {
        rows,
        type: hidden === 1 ? 'message.hidden' : 'message.shown',
        change: ({ position }) => void hide.run({ position, hidden }),
      };
    }, signal);
  }
}
