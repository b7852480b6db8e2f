import type { FastifyInstance } from 'fastify';
import { AT_ONCE, createInPieces } from './in-pieces.ts';
import { type Owner, prepareClaims, prepareOfName } from './queries.ts';

/** Gives what was written under a name to whomever it belongs at that moment, or takes it back. */
export function createAlignName(app: Pick<FastifyInstance, 'database' | 'changeLog' | 'people'>) {
  const { list, give } = prepareOfName(app.database);
  const claims = prepareClaims(app.database);
  const inPieces = createInPieces(app);

  /** @param positions of all that was written under it without an account. */
  return async (name: string, positions: readonly number[], signal: AbortSignal): Promise<void> => {
    let done = 0;
    await inPieces(() => {
      if (done >= positions.length) return null;
      const some = JSON.stringify(positions.slice(done, done + AT_ONCE));
      done += AT_ONCE;
      const owner = ownerOf(name);
      const rows = list.all({ positions: some, name, author_id: owner.author_id });
      return {
        rows,
        type: 'message.assigned',
        change: ({ position }) => void give.run({ ...owner, position }),
      };
    }, signal);
  };

  function ownerOf(name: string): Owner {
    const claim = claims.find.get({ name });
    if (claim === undefined || claim.assigned === 0) return { author_id: null, claimed: 0, hidden: 0 };
    const { person_id: id } = claim;
    return { author_id: id, claimed: 1, hidden: app.people.find(id)?.messages_hidden ?? 0 };
  }
}
