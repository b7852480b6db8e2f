import { type AnswerOf, readIdentity, releaseName, takeName } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addEndpoint } from '../../lib/add-endpoint.ts';
import { sha256Hex } from '../../lib/sha256-hex.ts';
import type { IdentityCookie } from './identity-cookie.ts';
import type { NameBook } from './name-book.ts';
import { takenNameNotFound } from './name-problems.ts';
import type { TakeName } from './take-name.ts';

interface Parts {
  readonly book: NameBook;
  readonly cookie: IdentityCookie;
  readonly take: TakeName;
}

export function addIdentityRoutes(app: FastifyInstance, { book, cookie, take }: Parts): void {
  addEndpoint(app, readIdentity, (request) => {
    const secret = cookie.read(request);
    return show(secret === undefined ? null : sha256Hex(secret));
  });

  addEndpoint(app, takeName, async (request, reply) => {
    const { owner, secret } = await take(request.body.name, cookie.read(request));
    cookie.set(reply, secret);
    return show(owner);
  });

  addEndpoint(app, releaseName, async (request, reply) => {
    await release(request, request.params.name);
    return reply.code(204).send();
  });

  function show(owner: string | null): AnswerOf<typeof readIdentity> {
    const names = owner === null ? [] : book.listOf(owner).map(({ name }) => name);
    return { name: names[0] ?? null, names };
  }

  async function release(request: FastifyRequest, name: string): Promise<void> {
    const taken = book.find(name);
    if (taken === undefined) throw takenNameNotFound(name);
    await book.change(() => {
      app.audit.write({ request, action: 'identity.name_released', target: taken.name });
      book.remove(taken);
    });
  }
}
