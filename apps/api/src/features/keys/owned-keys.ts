import { newNameSchema } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { type Acting, actingOf } from '../../plugins/access/acting.ts';
import { outranks } from '../../plugins/access/rank.ts';
import { scopesOf } from '../../plugins/api-keys/index.ts';
import type { Person } from '../../plugins/people/index.ts';
import type { NewKey } from './key-store.ts';

type App = Pick<FastifyInstance, 'apiKeys' | 'people'>;

/** What holds for keys, as people own them: each is a bot that speaks under its name. */
export function createOwnedKeys(app: App, { auth }: Pick<Config, 'auth'>) {
  return { ownerOf, ensureName, ensureMayManage, isAdmins, getOwn };

  /** Whose bot a key is that this request makes; null for the admin token's. */
  function ownerOf(request: FastifyRequest): string | null {
    return actingOf(app, request).personId;
  }

  /**
   * A bot speaks under its name, for which holds what does for those of people.
   * @throws ProblemError `name_taken`.
   */
  async function ensureName(
    request: FastifyRequest,
    { name, scopes }: Pick<NewKey, 'name' | 'scopes'>,
  ): Promise<void> {
    if (auth.mode === 'open') return;
    if (scopes.includes('write')) ensureCanSign(name);
    await app.people.earlierWriters.ready();
    const { role, personId } = actingOf(app, request);
    // Owners say whose the names from before are, which may have been those of programs.
    app.people.ensureFree.forBot({ name, fromBefore: role === 'owner' }, personId);
  }

  /**
   * Whoever gives a key a new secret could speak as its owner.
   * @throws ProblemError `rank_too_low` for the key of somebody of one’s own rank, or above, and for one that is nobody’s.
   */
  function ensureMayManage(request: FastifyRequest, id: string): void {
    const key = app.apiKeys.find(id);
    if (key === undefined || auth.mode === 'open') return;
    const owner = app.people.find(key.owner_id ?? '');
    const acting = actingOf(app, request);
    if (acting.role === 'owner' || (owner !== undefined && isUpTo(acting, owner))) return;
    const whose = owner === undefined ? 'nobody’s. Only' : `${owner.name}’s. Only they or`;
    throw new ProblemError('rank_too_low', `The key is ${whose} an owner may do this.`);
  }

  function isAdmins(id: string): boolean {
    const key = app.apiKeys.find(id);
    return key !== undefined && scopesOf(key).includes('admin');
  }

  /** @throws ProblemError `key_not_found` also for what is somebody else’s. */
  function getOwn(ownerId: string, id: string): ApiKeysTable {
    const key = app.apiKeys.find(id);
    if (key?.owner_id === ownerId) return key;
    throw new ProblemError('key_not_found', `You have no API key ${id}.`);
  }
}

function isUpTo({ role, personId }: Acting, owner: Person): boolean {
  return owner.id === personId || outranks(role, owner.role);
}

/** What it writes is shown under its name. @throws ProblemError `validation_failed`. */
function ensureCanSign(name: string): void {
  const { success, error } = newNameSchema.safeParse(name);
  if (success) return;
  const errors = error.issues.map(({ message }) => ({ path: 'name', message }));
  throw new ProblemError('validation_failed', 'A key that may write has a name such as a person has.', {
    errors,
  });
}

export type OwnedKeys = ReturnType<typeof createOwnedKeys>;
