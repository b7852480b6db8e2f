import type { AnswerOf, readSession } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';

type Ways = AnswerOf<typeof readSession>['ways'];

/** What depends on the address that the browser has opened is asked for each request. */
interface Opened extends Omit<Ways, 'passkeys'> {
  readonly passkeys: (request: FastifyRequest) => boolean;
}

/** The ways to sign in beside a password: whoever opens one says so. */
export interface WaysIn {
  open(ways: Partial<Opened>): void;
  list(request: FastifyRequest): Ways;
}

export function createWaysIn(): WaysIn {
  let ways: Opened = { passkeys: () => false, github: null, recovery_mail: false };
  return {
    open(more) {
      ways = { ...ways, ...more };
    },
    list: (request) => ({ ...ways, passkeys: ways.passkeys(request) }),
  };
}
