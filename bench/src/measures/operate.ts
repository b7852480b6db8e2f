import { setTimeout } from 'node:timers/promises';
import { listTasks } from '@bookchat/shared';

const TOKEN = 'the-token-of-the-operator-in-this-run';
const HEADERS = { authorization: `Bearer ${TOKEN}` };
const NEVER = '0 0 1 1 *';
const LOOK_AGAIN_MS = 200;

/** With which backups are made and restored as often as it is measured, and no drill comes between. */
export const BACKUP_SETTINGS = {
  ADMIN_TOKEN: TOKEN,
  RATE_LIMIT_MAX_BACKUPS: '1000',
  MAX_BACKUPS: '2',
  SCHEDULE_RESTORE_DRILL: NEVER,
} as const;

/** Calls an operator's endpoint, and gives the answer; fails unless it succeeded. */
export async function ask(port: number, method: string, path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: HEADERS });
  if (!response.ok)
    throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
  return await response.json();
}

/** What is overdue at a first start is done, so that nothing else is measured. */
export async function untilTasksRest(port: number): Promise<void> {
  for (;;) {
    const { tasks } = listTasks.answers[200].parse(await ask(port, 'GET', listTasks.path));
    if (tasks.every(({ running_since, runs }) => running_since === null && runs > 0)) return;
    await setTimeout(LOOK_AGAIN_MS);
  }
}
