import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/open-database.ts';
import type { TaskRow } from '../../db/schema/tasks.ts';
import {
  prepareFindTask,
  prepareSaveEnabled,
  prepareSaveRuns,
  prepareSaveSchedule,
  type TaskRuns,
  type TaskSettings,
} from './queries.ts';

export type SettingsChange = Partial<Omit<TaskSettings, 'name'>>;

export interface TaskStore {
  find(name: string): TaskRow | undefined;
  /** @throws ProblemError where nothing can be written. */
  saveSettings(name: string, change: SettingsChange): Promise<void>;
  /** Written at once, or when that is possible again: tasks run also while the disk is full. */
  saveRuns(runs: TaskRuns): Promise<void>;
  /** Writes all that is known of a task, now or later, into a database that has taken the place of another. */
  saveAnew(name: string, read: () => TaskRow): Promise<void>;
  /** Tries again what could not be written. */
  flush(): Promise<void>;
  onReplaced(listener: () => void): void;
}

export function createTaskStore(database: Database, log: FastifyBaseLogger): TaskStore {
  const find = prepareFindTask(database);
  const runs = prepareSaveRuns(database);
  const enabled = prepareSaveEnabled(database);
  const schedule = prepareSaveSchedule(database);
  /** What is still to be written, the newest of its kind for each task. */
  const unwritten = new Map<string, () => void>();
  let hasComplained = false;

  return {
    find: (name) => find.get({ name }),
    saveSettings: (name, change) => database.transact(() => writeSettings({ name, ...change })),
    saveRuns(row) {
      unwritten.set(`runs of ${row.name}`, () => runs.run(row));
      return flush();
    },
    saveAnew(name, read) {
      unwritten.set(`runs of ${name}`, () => runs.run(read()));
      unwritten.set(`settings of ${name}`, () => writeSettings(read()));
      return flush();
    },
    flush,
    onReplaced: database.onReplaced,
  };

  function writeSettings(settings: SettingsChange & Pick<TaskRow, 'name'>): void {
    if (settings.enabled !== undefined) enabled.run({ name: settings.name, enabled: settings.enabled });
    if (settings.schedule !== undefined) schedule.run({ name: settings.name, schedule: settings.schedule });
  }

  async function flush(): Promise<void> {
    const writes = [...unwritten];
    if (writes.length === 0) return;
    try {
      await database.transact(() => {
        for (const [, write] of writes) write();
      });
      for (const [what, write] of writes) if (unwritten.get(what) === write) unwritten.delete(what);
      hasComplained = false;
    } catch (error) {
      if (!hasComplained) log.warn({ err: error }, 'how tasks ended cannot be written down yet');
      hasComplained = true;
    }
  }
}
