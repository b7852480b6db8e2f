import { CompiledQuery } from 'kysely';
import { LIST_EARLIER_WRITERS, toKeys } from '../../db/jobs/list-earlier-writers.ts';
import type { Database } from '../../db/open-database.ts';
import { ProblemError } from '../../lib/problem-error.ts';
import { runInWorker } from '../../lib/run-in-worker.ts';

/** Who wrote without an account: before there were any, or in what came with a restore. */
export interface EarlierWriters {
  /** Settles once they are known. With accounts nobody joins them, and so they are read once for each database. */
  ready(): Promise<void>;
  /** @param key as `nameKey` makes it. @throws ProblemError `overloaded` while they are not known. */
  has(key: string): boolean;
}

const LIST = CompiledQuery.raw(LIST_EARLIER_WRITERS);
const LAST_POSITION = CompiledQuery.raw('select max(position) as last from messages');
/** So many messages are read within milliseconds; more of them in a thread. */
const MAX_READ_HERE = 10_000;

interface Parts {
  readonly database: Pick<Database, 'kysely' | 'onReplaced'>;
  /** One in memory no other thread can see, and in that nobody keeps a million messages. */
  readonly file: string;
  readonly signal: AbortSignal;
}

export function createEarlierWriters({ database, file, signal }: Parts): EarlierWriters {
  let keys: ReadonlySet<string> | null = null;
  let reading: Promise<void> | null = null;
  let times = 0;
  database.onReplaced(() => {
    keys = null;
    times += 1;
  });

  return {
    async ready() {
      while (keys === null) {
        reading ??= read().finally(() => {
          reading = null;
        });
        await reading;
      }
    },
    has(key) {
      if (keys !== null) return keys.has(key);
      throw new ProblemError(
        'overloaded',
        'The names from before are being read. Try again in a few seconds.',
        {
          headers: { 'retry-after': '2' },
        },
      );
    },
  };

  /** What is read of a database that was replaced meanwhile does not count. */
  async function read(): Promise<void> {
    const begun = times;
    const found = (await isSmall()) ? await listHere() : await listInWorker();
    if (begun === times) keys = new Set(found);
  }

  async function isSmall(): Promise<boolean> {
    if (file === ':memory:') return true;
    const { rows } = await database.kysely.executeQuery<{ last: number | null }>(LAST_POSITION);
    return (rows[0]?.last ?? 0) <= MAX_READ_HERE;
  }

  function listInWorker(): Promise<string[]> {
    return runInWorker<string[]>('listEarlierWriters', { file }, { signal });
  }

  async function listHere(): Promise<string[]> {
    const { rows } = await database.kysely.executeQuery<{ author: string }>(LIST);
    return toKeys(rows.map(({ author }) => author));
  }
}
