import type { FastifyRequest } from 'fastify';
import type { Clock } from '../../lib/clock.ts';
import { type People, recentSignInNeeded } from '../people/index.ts';
import { keyNeverFresh, tokenNeededAgain } from './scope-needed.ts';

/**
 * @throws ProblemError `recent_sign_in_needed` where it is too long ago that somebody showed who they are; `scope_needed` for an
 * API key, which a program holds for long.
 */
export type EnsureFresh = (request: FastifyRequest) => void;

export function createEnsureFresh(
  { sessions }: Pick<People, 'sessions'>,
  { now }: Pick<Clock, 'now'>,
): EnsureFresh {
  return ({ apiKey, adminRight, session }) => {
    if (apiKey !== null) throw keyNeverFresh();
    if (adminRight?.via === 'token') return;
    if (adminRight?.freshUntil !== undefined) {
      if (adminRight.freshUntil <= now()) throw tokenNeededAgain();
    } else if (session === null || !sessions.isFresh(session)) throw recentSignInNeeded();
  };
}
