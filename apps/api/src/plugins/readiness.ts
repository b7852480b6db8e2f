import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError } from '../lib/problem-error.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly readiness: Readiness;
  }
}

/** Why a request is not taken now; null where it is taken all the same. */
export type Refusal = (request: FastifyRequest) => ProblemError | null;

export interface Readiness {
  /** @throws ProblemError `shutting_down` from the moment on that the server begins to stop. */
  ensure(): void;
  /** Refuses requests until the answer is called; a server that stops meanwhile refuses them as one that stops. */
  pause(refusal: Refusal): () => void;
}

/** Whether requests are taken: once the server stops, what is under way is finished, and what comes new is sent elsewhere. */
export const readinessPlugin = fp(
  async (app) => {
    const refusals = new Set<Refusal>();
    /** Null as long as everything is taken, which costs a request one comparison. */
    let refuse: Refusal | null = null;
    app.decorate('readiness', {
      ensure() {
        if (refuse === shuttingDown) throw shuttingDown();
      },
      pause(refusal) {
        refusals.add(refusal);
        choose();
        return () => {
          refusals.delete(refusal);
          choose();
        };
      },
    });
    app.addHook('preClose', async () => {
      refuse = shuttingDown;
    });
    app.addHook('onRequest', (request, _reply, done) => {
      if (refuse === null) done();
      else done(refuse(request) ?? undefined);
    });

    function choose(): void {
      if (refuse !== shuttingDown) refuse = refusals.size === 0 ? null : refuseByAny;
    }

    function refuseByAny(request: FastifyRequest): ProblemError | null {
      for (const refusal of refusals) {
        const problem = refusal(request);
        if (problem !== null) return problem;
      }
      return null;
    }
  },
  { name: 'readiness' },
);

function shuttingDown(): ProblemError {
  return new ProblemError(
    'shutting_down',
    'The server is stopping or being replaced. Try again in a few seconds.',
    {
      headers: { 'retry-after': '2', connection: 'close' },
    },
  );
}
