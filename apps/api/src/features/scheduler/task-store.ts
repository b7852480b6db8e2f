import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/open-database.ts';
import type { TasksTable } from '../../db/schema/tasks.ts';
import { prepareFindTask, prepareSaveTask } from './queries.ts';

export interface TaskStore {
  find(name: string): TasksTable | undefined;
  /** Writes at once; throws where it cannot be written. */
  write(row: TasksTable): Promise<void>;
  /** Writes when it is possible: tasks run also while the disk is full. */
  keep(row: TasksTable): Promise<void>;
  /** Tries again what could not be written. */
  flush(): Promise<void>;
}

export function createTaskStore(database: Database, log: FastifyBaseLogger): TaskStore {
  const find = prepareFindTask(database);
  const save = prepareSaveTask(database);
  const unwritten = new Map<string, TasksTable>();
  let complained = false;

  return {
    find: (name) => unwritten.get(name) ?? find.get({ name }),
    async write(row) {
      await database.transact(() => save.run(row));
      unwritten.delete(row.name);
    },
    async keep(row) {
      unwritten.set(row.name, row);
      await flush();
    },
    flush,
  };

  async function flush(): Promise<void> {
    const rows = [...unwritten.values()];
    if (rows.length === 0) return;
    try {
      await database.transact(() => {
        for (const row of rows) save.run(row);
      });
      for (const row of rows) if (unwritten.get(row.name) === row) unwritten.delete(row.name);
      complained = false;
    } catch (error) {
      if (!complained) log.warn({ err: error }, 'what the tasks did cannot be written down yet');
      complained = true;
    }
  }
}
