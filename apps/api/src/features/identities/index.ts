import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';
import { createIdentityCookie } from './identity-cookie.ts';
import { createNameBook } from './name-book.ts';
import { accountsName } from './name-problems.ts';
import { addIdentityRoutes } from './routes.ts';
import { createTakeName } from './take-name.ts';
import { createWrittenNotes } from './written-notes.ts';

export { nameIsTaken } from './name-problems.ts';
export { createReleaseBeside } from './release-name.ts';

export interface Identities {
  /**
   * Whether the request may write under the name: nobody has taken it, or whoever sends it has.
   * @throws ProblemError `name_taken` where it is that of an account.
   */
  mayWriteAs(name: string, request: FastifyRequest, reply: FastifyReply): boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly identities: Identities;
  }
}

interface Options {
  readonly config: Config;
  readonly clock: Clock;
}

/** Whose a name is where nobody has an account: whoever has taken it first, and holds the cookie. */
export const identitiesFeature = fp<Options>(
  async (app, { config, clock }) => {
    const { database, people } = app;
    const cookie = createIdentityCookie(config);
    const book = createNameBook({ database, clock });
    const notes = createWrittenNotes({ database, clock, book, onFailure: notWritten });
    app.decorate('identities', { mayWriteAs: config.auth.mode === 'open' ? mayWriteAs : () => true });
    addIdentityRoutes(app, { book, cookie, take: createTakeName({ clock, book, people }) });
    database.onReplaced(book.reload);
    app.addHook('onClose', () => notes.flush().catch(notWritten));

    function mayWriteAs(name: string, request: FastifyRequest, reply: FastifyReply): boolean {
      if (people.findByName(name) !== undefined) throw accountsName(name);
      const taken = book.find(name);
      if (taken === undefined) return true;
      const secret = cookie.read(request);
      if (secret === undefined || sha256Hex(secret) !== taken.owner) return false;
      if (notes.note(taken)) cookie.set(reply, secret); // which a browser forgets 400 days after it was set
      return true;
    }

    function notWritten(error: unknown): void {
      app.log.warn({ err: error }, 'when names were used last could not be written');
    }
  },
  { name: 'identities', dependencies: ['access', 'audit', 'database', 'people'] },
);
