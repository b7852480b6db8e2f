import fp from 'fastify-plugin';
import { ProblemError } from '../lib/problem-error.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly readiness: Readiness;
  }
}

export interface Readiness {
  /** @throws ProblemError `shutting_down` from the moment on that the server begins to stop. */
  ensure(): void;
}

/** Once the server stops, what is under way is finished, and what comes new is sent elsewhere. */
export const readinessPlugin = fp(
  async (app) => {
    let stopping = false;
    app.decorate('readiness', {
      ensure() {
        if (stopping) throw shuttingDown();
      },
    });
    app.addHook('preClose', async () => {
      stopping = true;
    });
    app.addHook('onRequest', (_request, _reply, done) => {
      if (stopping) done(shuttingDown());
      else done();
    });
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
