import { setTimeout } from 'node:timers/promises';
import { changeTask, fillPath, listTasks, runTask, type Task } from '@bookchat/shared';

const TOKEN = 'the-token-of-the-operator-in-this-run';
const HEADERS = { authorization: `Bearer ${TOKEN}` };
const NEVER = '0 0 1 1 *';
const LOOK_AGAIN_MS = 200;
const LOOK_CLOSELY_MS = 50;

/** Who operates the servers, and what they do at no time but when they are told to. */
export const OPERATOR = { ADMIN_TOKEN: TOKEN, SCHEDULE_RESTORE_DRILL: NEVER, SCHEDULE_ARCHIVE_VERIFY: NEVER };

/** With which a server archives into a repository of its own, where nothing else is set. */
export const ARCHIVE_ON = { ...OPERATOR, ARCHIVE: 'on' } as const;

/** With which backups are made and restored as often as it is measured, and no drill comes between. */
export const BACKUP_SETTINGS = {
  ...OPERATOR,
  RATE_LIMIT_MAX_BACKUPS: '1000',
  MAX_BACKUPS: '2',
} as const;

/** Calls an operator's endpoint, and gives the answer; fails unless it succeeded. */
export async function ask(port: number, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body === undefined
      ? { headers: HEADERS }
      : { headers: { ...HEADERS, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
  return await response.json();
}

/** What is overdue at a first start is done, so that nothing else is measured. */
export async function untilTasksRest(port: number): Promise<void> {
  for (;;) {
    const tasks = await readTasks(port);
    if (tasks.every(({ running_since, runs }) => running_since === null && runs > 0)) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/** From now on it runs only when it is told to. */
export async function holdTask(port: number, name: string): Promise<void> {
  await ask(port, changeTask.method, fillPath(changeTask, { name }), { enabled: false });
}

/** Starts a task. */
export async function beginTask(port: number, name: string): Promise<void> {
  await ask(port, runTask.method, fillPath(runTask, { name }));
}

/** Runs a task to its end, and gives the seconds that took; fails unless it succeeded. */
export async function timeTask(port: number, name: string): Promise<number> {
  const startedAt = performance.now();
  await beginTask(port, name);
  for (;;) {
    await setTimeout(LOOK_CLOSELY_MS);
    const task = (await readTasks(port)).find((each) => each.name === name);
    if (task?.running_since !== null) continue;
    if (task.last_run?.result !== 'ok') throw new Error(`The task ${name} failed: ${task.last_run?.message}`);
    return (performance.now() - startedAt) / 1_000;
  }
}

async function readTasks(port: number): Promise<Task[]> {
  return listTasks.answers[200].parse(await ask(port, listTasks.method, listTasks.path)).tasks;
}
