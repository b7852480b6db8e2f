import { listTasks, runTask as runTaskEndpoint, type Task, type TaskRun } from '@bookchat/shared';
import { expect, vi } from 'vitest';
import { call } from './call.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

/** Has a task run now, and gives how that ended. */
export async function runTask(server: { readonly url: string }, name: string): Promise<TaskRun> {
  const { runs } = await findTask(server, name);
  await call(server, runTaskEndpoint, { params: { name }, headers });
  return vi.waitFor(
    async () => {
      const task = await findTask(server, name);
      expect(task).toMatchObject({ running_since: null, runs: runs + 1 });
      return task.last_run as TaskRun;
    },
    { timeout: 60_000, interval: 20 },
  );
}

async function findTask(server: { readonly url: string }, name: string): Promise<Task> {
  const { tasks } = (await call(server, listTasks, { headers })).body;
  const found = tasks.find((task) => task.name === name);
  if (found === undefined) throw new Error(`There is no task ${name}`);
  return found;
}
