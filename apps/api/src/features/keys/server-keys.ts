import type { ApiKey, MintedApiKey } from '@bookchat/shared';
import type { FastifyInstance } from 'fastify';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';
import { createKeyAlarms } from './key-alarms.ts';
import { createKeyStore, type MintedKey, type NewKey } from './key-store.ts';
import { type Limits, toApiKey } from './to-api-key.ts';

/** The keys of a running server, as the API shows them: each change counts for the very next request. */
export function createServerKeys(app: FastifyInstance, limits: Limits, clock: Clock) {
  const store = createKeyStore(app.database, clock);
  const warn = createKeyAlarms({ alarms: app.alarms, limits, now: clock.now });

  return {
    list: (): ApiKey[] => app.apiKeys.list().map(show),
    listOf: (ownerId: string): ApiKey[] =>
      app.apiKeys
        .list()
        .filter((key) => key.owner_id === ownerId)
        .map(show),
    create: async (key: NewKey) => showMinted(await changing(() => store.create(key))),
    rotate: async (id: string, overlapHours: number) =>
      showMinted(await changing(() => store.rotate(id, overlapHours))),
    revoke: async (id: string) => show(await changing(() => store.revoke(id))),
    look,
  };

  /** Removes what has ended long ago, and warns of what ends. @returns how many there are, in a sentence; nothing where there is none. */
  async function look(): Promise<string> {
    await changing(store.removeEnded);
    const keys = app.apiKeys.list();
    const open = keys.filter((key) => ['active', 'rotation_due', 'expiring'].includes(show(key).status));
    return open.length === 0 ? '' : `API keys that are taken: ${open.length}.`;
  }

  async function changing<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = await change();
    app.apiKeys.forget();
    warn(app.apiKeys.list());
    return result;
  }

  function showMinted({ key, secret }: MintedKey): MintedApiKey {
    return { key: show(key), secret };
  }

  function show(key: ApiKeysTable): ApiKey {
    return toApiKey(app.apiKeys.find(key.id) ?? key, limits, { now: clock.now(), owner: ownerOf(key) });
  }

  function ownerOf({ owner_id: id }: ApiKeysTable): string | null {
    return id === null ? null : (app.people.find(id)?.name ?? null);
  }
}

export type ServerKeys = ReturnType<typeof createServerKeys>;
