import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import { createEnrolment } from './enrolment.ts';
import { preparePasskeys } from './passkey-queries.ts';
import { createProof } from './proof.ts';
import { relyingParty } from './relying-party.ts';
import { addPasskeyRoutes } from './routes.ts';

declare module 'fastify' {
  interface FastifyInstance {
    readonly passkeys: {
      /** How many somebody has. Only within a transaction, as what follows. */
      count(personId: string): number;
      removeAllOf(personId: string): void;
    };
  }
}

/** Signing in by what a device keeps and opens by finger, face or PIN (WebAuthn). */
export const passkeysFeature = fp<{ config: Config; clock: Clock }>(
  async (app, { config, clock }) => {
    const queries = preparePasskeys(app.database);
    const find = (id: string) => queries.find.get({ id });
    app.decorate('passkeys', {
      count: (personId) => queries.listWritten.all({ person_id: personId }).length,
      removeAllOf: (personId) => void queries.removeAllOf.run({ person_id: personId }),
    });
    app.accounts.ways.open({ passkeys: (request) => relyingParty(config, request) !== null });
    app.accounts.onRecovery(({ id }) => app.passkeys.removeAllOf(id));
    addPasskeyRoutes(app, {
      clock,
      queries,
      hasGithub: config.githubSignIn !== null,
      enrolment: createEnrolment({ config, clock }),
      proof: createProof({ config, clock, find, log: app.log }),
    });
  },
  { name: 'passkeys', dependencies: ['accounts', 'audit', 'database', 'people'] },
);
