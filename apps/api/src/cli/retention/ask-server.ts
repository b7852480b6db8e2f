import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listTasks, runTask, type Task } from '@bookchat/shared';
import type { Config, Secrets } from '../../config.ts';
import { RETENTION_TASK } from '../../features/retention/index.ts';
import { StartError } from '../../start-error.ts';

interface Settings {
  readonly config: Config;
  readonly secrets: Secrets;
}

const LOOK_EVERY_MS = 500;

/**
 * Has the server that runs on the same data folder do it, and waits until it has: two must not remove at a time.
 * @throws StartError where it cannot be asked, or has failed; or the signal's reason, while the server goes on.
 */
export async function askServer(settings: Settings, signal: AbortSignal): Promise<string> {
  const before = await find(settings, signal);
  if (before.running_since === null) {
    const path = runTask.path.replace(':name', RETENTION_TASK);
    await ask(settings, runTask.method, path, signal);
  }
  for (;;) {
    await setTimeout(LOOK_EVERY_MS, undefined, { signal });
    const { running_since, runs, last_run } = await find(settings, signal);
    if (running_since !== null || runs === before.runs || last_run === null) continue;
    if (last_run.result !== 'ok') throw new StartError(last_run.message);
    return last_run.message;
  }
}

async function find(settings: Settings, signal: AbortSignal): Promise<Task> {
  const { tasks } = (await ask(settings, listTasks.method, listTasks.path, signal)) as { tasks: Task[] };
  const task = tasks.find(({ name }) => name === RETENTION_TASK);
  if (task === undefined) throw new StartError('The server that runs is of a version without retention.');
  return task;
}

async function ask(settings: Settings, method: string, path: string, signal: AbortSignal): Promise<unknown> {
  const { host, port } = settings.config.http;
  const name = /^(?:0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${port}${path}`;
  const headers = { authorization: `Bearer ${readToken(settings)}` };
  const response = await fetch(url, { method, headers, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new StartError(
      `A server runs on this data folder, and does not answer at ${url} (${String(error)}). Set HOST and PORT as it has them.`,
    );
  });
  const answer = (await response.json().catch(() => null)) as { detail?: string } | null;
  if (response.ok) return answer;
  throw new StartError(`The server refused it: ${answer?.detail ?? `status ${response.status}`}`);
}

function readToken({ config, secrets }: Settings): string {
  if (secrets.adminToken !== null) return secrets.adminToken;
  try {
    return readFileSync(join(config.dataDir, 'admin-token'), 'utf8').trim();
  } catch (error) {
    throw new StartError(
      `The server that runs is asked with its admin token, which cannot be read from ${config.dataDir}: ${String(error)}. ` +
        'Run the command as the user that the server runs as.',
    );
  }
}
