import type { ApiKey, MintedApiKey } from '@bookchat/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';
import { createKeyAlarms } from './key-alarms.ts';
import { createKeyStore, isListed, type MintedKey, type NewKey } from './key-store.ts';
import { type Limits, toApiKey } from './to-api-key.ts';

/** The keys of a running server, as the API shows them: each change counts for the very next request. */
export function createServerKeys(app: FastifyInstance, limits: Limits, clock: Clock) {
  const store = createKeyStore(app.database, clock);
  const warn = createKeyAlarms({ alarms: app.alarms, limits, now: clock.now });

  return {
    for: showTo,
    look,
  };

  /** As whoever sends the request may know of them. */
  function showTo(request: FastifyRequest) {
    const sees = (room: string) => app.rooms.sees(request, room);
    const showThis = (key: ApiKeysTable) => show(key, sees);
    const showMinted = ({ key, secret }: MintedKey): MintedApiKey => ({ key: showThis(key), secret });
    return {
      list: (): ApiKey[] => listed().map(showThis),
      listOf: (ownerId: string): ApiKey[] =>
        listed()
          .filter((key) => key.owner_id === ownerId)
          .map(showThis),
      /** @throws ProblemError `room_not_found` for a room of which they know nothing. */
      create: async (key: NewKey) => {
        for (const room of key.rooms ?? []) app.rooms.get(request, room);
        return showMinted(await changing(() => store.create(key)));
      },
      rotate: async (id: string, overlapHours: number) =>
        showMinted(await changing(() => store.rotate(id, overlapHours))),
      revoke: async (id: string) => showThis(await changing(() => store.revoke(id))),
    };
  }

  /** Removes what has ended long ago, and warns of what ends. @returns how many there are, in a sentence; nothing where there is none. */
  async function look(): Promise<string> {
    await changing(store.removeEnded);
    const keys = app.apiKeys.list();
    const open = keys.filter((key) => ['active', 'rotation_due', 'expiring'].includes(show(key).status));
    return open.length === 0 ? '' : `API keys that are taken: ${open.length}.`;
  }

  function listed(): ApiKeysTable[] {
    return app.apiKeys.list().filter((key) => isListed(key, clock.now()));
  }

  async function changing<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = await change();
    app.apiKeys.forget();
    warn(app.apiKeys.list());
    return result;
  }

  function show(key: ApiKeysTable, sees: (room: string) => boolean = () => true): ApiKey {
    const known = app.apiKeys.find(key.id) ?? key;
    return toApiKey(known, limits, { now: clock.now(), owner: ownerOf(key), sees });
  }

  function ownerOf({ owner_id: id }: ApiKeysTable): string | null {
    return id === null ? null : (app.people.find(id)?.name ?? null);
  }
}

export type ServerKeys = ReturnType<typeof createServerKeys>;
