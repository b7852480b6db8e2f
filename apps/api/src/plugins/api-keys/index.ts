import type { ApiKeyScope } from '@bookchat/shared';
import fp from 'fastify-plugin';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';
import { checkSecret, type SecretCheck } from './check-secret.ts';
import { createKeyBook } from './key-book.ts';
import { createLastUses } from './last-uses.ts';
import { parseApiKey } from './parse-api-key.ts';

export type { SecretCheck } from './check-secret.ts';
export { formatApiKey, meansApiKey, SECRET_LENGTH } from './parse-api-key.ts';
export { scopesOf };

export interface ApiKeys {
  /** What a token is worth that means to be an API key. */
  check(token: string): SecretCheck;
  used(key: Pick<ApiKeysTable, 'id'>): void;
  /** Every key with its last use, the newest first. */
  list(): ApiKeysTable[];
  find(id: string): ApiKeysTable | undefined;
  /** Somebody has changed them in the database. */
  forget(): void;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly apiKeys: ApiKeys;
  }
}

/** Knows the keys of programs; who makes them is `features/keys`, and what they open `plugins/access`. */
export const apiKeysPlugin = fp<{ clock: Clock }>(
  async (app, { clock }) => {
    const { database } = app;
    const book = createKeyBook({ database, clock });
    const uses = createLastUses({ database, clock, onFailure: notWritten });
    app.decorate('apiKeys', {
      check(token) {
        const parsed = parseApiKey(token);
        if (parsed === null) return { kind: 'unknown' };
        return checkSecret(book.find(parsed.id), parsed.secret, new Date(clock.now()).toISOString());
      },
      used: ({ id }) => uses.note(id),
      list: () => book.list().map(withLastUse),
      find(id) {
        const key = book.find(id);
        return key === undefined ? undefined : withLastUse(key);
      },
      forget: book.forget,
    });
    app.addHook('onClose', () => uses.flush().catch(notWritten));

    function withLastUse(key: ApiKeysTable): ApiKeysTable {
      return { ...key, last_used_at: uses.find(key.id) ?? key.last_used_at };
    }

    function notWritten(error: unknown): void {
      app.log.warn({ err: error }, 'when API keys were used last could not be written');
    }
  },
  { name: 'api-keys', dependencies: ['database'] },
);

function scopesOf({ scopes }: Pick<ApiKeysTable, 'scopes'>): ApiKeyScope[] {
  return scopes.split(',') as ApiKeyScope[]; // as the contract let them in
}
