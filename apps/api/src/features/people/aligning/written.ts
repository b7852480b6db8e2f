import type { FastifyInstance } from 'fastify';
import { CompiledQuery } from 'kysely';
import { runInWorker } from '../../../lib/run-in-worker.ts';
import { FIND_WRITTEN, LIST_WRITERS, type Writer } from '../jobs/queries.ts';

/** What was written without an account. To know it all messages are read, beside the event loop. */
export interface Written {
  /** The busiest names first. */
  listWriters(): Promise<readonly Writer[]>;
  /** The positions of what was written under a name. */
  find(name: string): Promise<readonly number[]>;
}

/** @param file of the database; one in memory no other thread can see, and in that nobody keeps a million messages. */
export function createWritten(
  { database }: Pick<FastifyInstance, 'database'>,
  file: string,
  signal: AbortSignal,
): Written {
  return file === ':memory:' ? inMemory() : inWorker();

  function inWorker(): Written {
    let listing: Promise<readonly Writer[]> | null = null;
    return {
      listWriters() {
        listing ??= runInWorker<Writer[]>('listWriters', { file }, { signal }).finally(() => {
          listing = null;
        });
        return listing;
      },
      find: (name) => runInWorker<number[]>('findWritten', { file, name }, { signal }),
    };
  }

  function inMemory(): Written {
    return {
      listWriters: () => read<Writer>(LIST_WRITERS),
      async find(name) {
        return (await read<{ position: number }>(FIND_WRITTEN, name)).map(({ position }) => position);
      },
    };
  }

  async function read<Row>(statement: string, ...values: unknown[]): Promise<readonly Row[]> {
    return (await database.kysely.executeQuery<Row>(CompiledQuery.raw(statement, values))).rows;
  }
}
