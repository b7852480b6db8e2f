import type { Access } from '@bookchat/shared';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import type { People } from '../people/index.ts';
import { ensureNotMuted, hasRoleFor, roleNeeded } from './role-right.ts';

/**
 * Holds a bot to what its owner may at this moment; one that the admin token or the command line has made has none.
 * @throws ProblemError `key_refused`, `role_needed` or `muted`.
 */
export type EnsureOwnerMay = (key: Pick<ApiKeysTable, 'name' | 'owner_id'>, access: Access) => void;

export function createEnsureOwnerMay(
  people: Pick<People, 'find'>,
  { now }: Pick<Clock, 'now'>,
): EnsureOwnerMay {
  return ({ name, owner_id: id }, access) => {
    if (id === null) return;
    const owner = people.find(id);
    if (owner?.state !== 'active') throw ownerIsOut(name);
    if (access === 'public') return;
    if (!hasRoleFor(owner, access)) throw roleNeeded(access);
    if (access === 'member') ensureNotMuted(owner, now());
  };
}

function ownerIsOut(name: string): ProblemError {
  return new ProblemError(
    'key_refused',
    `The API key "${name}" is not taken: whoever it belongs to has no access any more.`,
    { headers: { 'www-authenticate': 'Bearer realm="bookchat", error="invalid_token"' } },
  );
}
