import { personNameSchema } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import { nameKey } from '../../lib/name-key.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { actingOf } from '../../plugins/access/acting.ts';
import { outranks } from '../../plugins/access/rank.ts';
import { isReserved } from '../../plugins/people/index.ts';
import type { NewKey } from './key-store.ts';

type App = Pick<FastifyInstance, 'apiKeys' | 'people'>;

/** What holds for keys, as people own them: each is a bot that speaks under its name. */
export function createOwnedKeys(app: App, { auth }: Pick<Config, 'auth'>) {
  return { ownerOf, ensureName, ensureMayManage, getOwn };

  /** Whose bot a key is that this request makes; null for the admin token's. */
  function ownerOf(request: FastifyRequest): string | null {
    return actingOf(app, request).personId;
  }

  /** @throws ProblemError `name_taken` for the name of a person, or one that looks like it. */
  function ensureName({ name, scopes }: Pick<NewKey, 'name' | 'scopes'>): void {
    if (auth.mode === 'open') return;
    if (scopes.includes('write')) ensureCanSign(name);
    if (!isReserved(nameKey(name)) && app.people.findByName(name) === undefined) return;
    throw new ProblemError(
      'name_taken',
      'A person has or had this name, or one that looks like it, and nobody would see that a program speaks.',
    );
  }

  /**
   * Whoever gives a key a new secret could speak as its owner.
   * @throws ProblemError `rank_too_low` for the key of somebody of one’s own rank, or above.
   */
  function ensureMayManage(request: FastifyRequest, id: string): void {
    const owner = app.people.find(app.apiKeys.find(id)?.owner_id ?? '');
    const acting = actingOf(app, request);
    if (owner === undefined || owner.id === acting.personId || outranks(acting.role, owner.role)) return;
    throw new ProblemError('rank_too_low', `The key is ${owner.name}’s. Only they or an owner may do this.`);
  }

  /** @throws ProblemError `key_not_found` also for what is somebody else’s. */
  function getOwn(ownerId: string, id: string): ApiKeysTable {
    const key = app.apiKeys.find(id);
    if (key?.owner_id === ownerId) return key;
    throw new ProblemError('key_not_found', `You have no API key ${id}.`);
  }
}

/** What it writes is shown under its name. @throws ProblemError `validation_failed`. */
function ensureCanSign(name: string): void {
  const { success, error } = personNameSchema.safeParse(name);
  if (success) return;
  const errors = error.issues.map(({ message }) => ({ path: 'name', message }));
  throw new ProblemError('validation_failed', 'A key that may write has a name such as a person has.', {
    errors,
  });
}

export type OwnedKeys = ReturnType<typeof createOwnedKeys>;
