import type { Access } from '@bookchat/shared';
import type { FastifyRequest } from 'fastify';
import { type ApiKeys, scopesOf } from '../api-keys/index.ts';
import type { AdminRight } from './admin-right.ts';
import { keyRefused } from './key-refused.ts';
import type { EnsureOwnerMay } from './owner-right.ts';
import { ownerNeeded, scopeNeeded, scopesFor } from './scope-needed.ts';
import type { TokenAttempts } from './token-attempts.ts';

/**
 * Judges a request by the API key that it shows. A right key is taken also where others at its address have used up
 * their wrong ones: of 256 bits nobody guesses one, and a program is not to fall for another's mistake. For the same
 * reason a key that has ended, or may not do something, counts as no attempt.
 */
export function createKeyRight(keys: ApiKeys, attempts: TokenAttempts, ensureOwnerMay: EnsureOwnerMay) {
  /** @throws ProblemError `key_refused`, `scope_needed`, `role_needed`, `muted` or `rate_limited`. */
  return (request: FastifyRequest, token: string, access: Access): AdminRight => {
    const check = keys.check(token);
    if (check.kind === 'unknown') {
      attempts.ensureAllowed(request);
      attempts.countWrong(request);
    }
    if (check.kind !== 'good') throw keyRefused(check);
    const { key } = check;
    keys.used(key);
    request.apiKey = key;
    if (access === 'owner') throw ownerNeeded();
    const needed = scopesFor({ access, method: request.method });
    const has = scopesOf(key);
    if (needed.length > 0 && !needed.some((scope) => has.includes(scope))) throw scopeNeeded(needed, has);
    ensureOwnerMay(key, access);
    return { via: 'key', expiresAt: Date.parse(key.expires_at) };
  };
}
