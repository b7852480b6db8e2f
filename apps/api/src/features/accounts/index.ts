import fp from 'fastify-plugin';
import type { Config, Secrets } from '../../config.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Person } from '../../plugins/people/index.ts';
import { addJoiningRoutes } from './joining-routes.ts';
import { addMeRoutes } from './me-routes.ts';
import { createNameAttempts } from './name-attempts.ts';
import { createEnsureGoodPassword } from './passwords/ensure-good-password.ts';
import { createRecoveryMail } from './recovery-mail.ts';
import { addSessionRoutes } from './session-routes.ts';
import { makeSetUpLink } from './set-up-link.ts';
import { createWaysIn, type WaysIn } from './ways-in.ts';

export { makeRecoveryLink } from './recovery-link.ts';
export { makeSetUpLink } from './set-up-link.ts';
export { toMe, toPerson, toSignedIn, toTimestamp } from './to-me.ts';

export interface Accounts {
  /** Where whoever offers a way to sign in says so. */
  readonly ways: WaysIn;
  /**
   * Hears, within the same transaction, whose account is recovered: ways in that a thief may have added end then.
   */
  onRecovery(listener: (person: Person) => void): void;
  /** Hears of somebody who has an account now, and into which rooms they are to be brought. */
  onArrival(listener: Arrival): void;
  readonly arrived: Arrival;
  /** Makes the link for the first account, where one is still to be made; null where it is not. */
  prepareSetUp(): Promise<string | null>;
}

export type Arrival = (person: Person, invited: Invited) => Promise<void>;

export interface Invited {
  readonly rooms: readonly string[];
  /** The id of whoever let them in; null where that was the admin token, or the server by a rule of its own. */
  readonly by: string | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly accounts: Accounts;
  }
}

interface Options {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** People come in, go, and look after their own account; see `features/people` for what admins do with others'. */
export const accountsFeature = fp<Options>(
  async (app, { config, secrets, clock }) => {
    const { people } = app;
    const attempts = createNameAttempts({ config, clock, breaches: app.breachBuffer });
    const mail = createRecoveryMail(app, { config, secrets, clock });
    const ensureGood = createEnsureGoodPassword(config);
    const ways = createWaysIn();
    const recoveryListeners: ((person: Person) => void)[] = [];
    const arrivalListeners: Arrival[] = [];
    const arrived: Arrival = async (person, invited) => {
      for (const hear of arrivalListeners) await hear(person, invited);
    };
    ways.open({ recovery_mail: mail !== null && config.auth.mode === 'accounts' });
    app.decorate('accounts', {
      ways,
      onRecovery: (listener) => void recoveryListeners.push(listener),
      onArrival: (listener) => void arrivalListeners.push(listener),
      arrived,
      async prepareSetUp() {
        if (config.auth.mode === 'open' || people.hasOwner()) return null;
        const { token } = await people.writing(() => makeSetUpLink(people.links));
        return people.linkUrl(token);
      },
    });
    addSessionRoutes(app, { config, clock, attempts, ways });
    addJoiningRoutes(app, {
      clock,
      mail,
      arrived,
      ensureGood,
      recovered: (person) => {
        for (const hear of recoveryListeners) hear(person);
      },
    });
    addMeRoutes(app, { attempts, clock, ensureGood });
  },
  { name: 'accounts', dependencies: ['access', 'audit', 'database', 'people', 'rate-limits'] },
);
