import type { Database } from '../../db/open-database.ts';
import type { ApiKeysTable } from '../../db/schema/api-keys.ts';
import type { Clock } from '../../lib/clock.ts';

/** All keys, in memory: a request that shows one costs no query. */
export interface KeyBook {
  find(id: string): ApiKeysTable | undefined;
  /** The newest first. */
  list(): readonly ApiKeysTable[];
  /** They have changed: they are read again when somebody asks. */
  forget(): void;
}

interface Parts {
  readonly database: Pick<Database, 'prepareRead' | 'writtenElsewhere' | 'onReplaced'>;
  readonly clock: Clock;
}

/** How long a key that a command has revoked may be taken for, at most. */
const LOOK_INTERVAL_MS = 1_000;

export function createKeyBook({ database, clock }: Parts): KeyBook {
  const readAll = database.prepareRead<object, ApiKeysTable>((db) => db.selectFrom('api_keys').selectAll());
  let keys: ReadonlyMap<string, ApiKeysTable> | null = null;
  let version = Number.NaN;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const forget = () => {
    keys = null;
  };
  database.onReplaced(() => {
    forget();
    lookedAt = Number.NEGATIVE_INFINITY;
  });

  return {
    find: (id) => fresh().get(id),
    list: () => [...fresh().values()].toSorted((a, b) => b.created_at.localeCompare(a.created_at)),
    forget,
  };

  function fresh(): ReadonlyMap<string, ApiKeysTable> {
    lookElsewhere();
    keys ??= new Map(readAll.all({}).map((key) => [key.id, key]));
    return keys;
  }

  /** Commands write keys beside the server (cli/keys.ts), and tell nobody. */
  function lookElsewhere(): void {
    const now = clock.elapsed();
    if (now - lookedAt < LOOK_INTERVAL_MS) return;
    lookedAt = now;
    const found = database.writtenElsewhere();
    if (found !== version) forget();
    version = found;
  }
}
