import type { Access } from '@bookchat/shared';
import type { preParsingHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';
import { accountsOff, accountsOn } from '../people/index.ts';
import { type AdminCookie, createAdminCookie } from './admin-cookie.ts';
import { type AdminRight, createAdminRight } from './admin-right.ts';
import { createAdminSessions } from './admin-sessions.ts';
import { createEnsureFresh, type EnsureFresh } from './ensure-fresh.ts';
import { createJudge } from './judge.ts';
import { createKeyRight } from './key-right.ts';
import { createEnsureOwnerMay } from './owner-right.ts';
import { createPersonRight } from './person-right.ts';
import { rightNeeded } from './right-needed.ts';
import { createTokenAttempts } from './token-attempts.ts';

export type { AdminRight } from './admin-right.ts';
export { type AdminToken, ensureAdminToken } from './admin-token.ts';
export { getPerson } from './get-person.ts';
export { ensureNotMuted } from './role-right.ts';
export { rightNeeded };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes that need no right. */
    adminRight: AdminRight | null;
    /** The key that the request shows, where it is a good one. */
    apiKey: ApiKeysTable | null;
  }
  interface FastifyInstance {
    readonly adminCookie: AdminCookie;
    /** For what needs a recent sign-in only at times; an endpoint that is `fresh` always does. Without accounts nothing does. */
    readonly ensureFresh: EnsureFresh;
  }
}

interface Demanded {
  readonly access: Access;
  /** Whether it is answered only where people have accounts, and they have none. */
  readonly isOff: boolean;
  readonly isFresh: boolean;
}

/**
 * Judges every request by the rule of its endpoint before anything of it is read or answered; see "Who may" in
 * docs/architecture.md.
 */
export const accessPlugin = fp<{ config: Config; adminToken: string; clock: Clock }>(
  async (app, { config, adminToken, clock }) => {
    const attempts = createTokenAttempts(app.ratePolicies.sign_in, app.breachBuffer);
    const cookie = createAdminCookie(config, createAdminSessions(clock.now));
    const isOpen = config.auth.mode === 'open';
    const ensureOwnerMay = isOpen ? () => undefined : createEnsureOwnerMay(app.people, clock);
    const ensureFresh = isOpen ? () => undefined : createEnsureFresh(app.people, clock);
    const judge = createJudge({
      mode: config.auth.mode,
      attempts,
      findRight: createAdminRight(config, adminToken, cookie),
      findKeyRight: createKeyRight(app.apiKeys, attempts, ensureOwnerMay),
      findPerson: createPersonRight(app.people, clock),
    });

    const otherMode =
      config.auth.mode === 'open'
        ? ({ code: 'accounts_off', problem: accountsOff } as const)
        : ({ code: 'accounts_on', problem: accountsOn } as const);

    app.decorate('adminCookie', cookie);
    app.decorate('ensureFresh', ensureFresh);
    app.decorateRequest('adminRight', null);
    app.decorateRequest('apiKey', null);
    app.addHook('onRoute', (route) => {
      const { endpoint, access = 'public' } = route.config ?? {};
      const isOff = endpoint?.problems.includes(otherMode.code) ?? false;
      const isFresh = endpoint?.fresh ?? false;
      route.preParsing = [demand({ access, isOff, isFresh }), route.preParsing ?? []].flat();
    });

    function demand({ access, isOff, isFresh }: Demanded): preParsingHookHandler {
      return (request, _reply, payload, done) => {
        try {
          judge(request, access);
          if (isFresh) ensureFresh(request);
          if (isOff) throw otherMode.problem();
        } catch (error) {
          return done(error as Error);
        }
        done(null, payload);
      };
    }
  },
  { name: 'access', dependencies: ['rate-limits', 'api-keys', 'people'] },
);
