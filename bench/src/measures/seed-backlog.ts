import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import type { Setting } from '../settings.ts';
import { startBookChat } from '../targets/start-bookchat.ts';
import { OPERATOR, untilTasksRest } from './operate.ts';
import { seedLargeHistory } from './seed-large-history.ts';

const LEFT_OUT = new Set(['backups', 'logs']);

/** Makes a folder with a history that no archive holds, of a server with nothing else to catch up with at its next start. */
export async function seedBacklog(setting: Setting, count: number): Promise<string> {
  const folder = await seedLargeHistory(setting, count);
  const { port, stop } = await startBookChat(setting, { folder, env: OPERATOR, bothCores: true });
  await untilTasksRest(port);
  await stop();
  return folder;
}

/** The same once more, so that each measurement begins with the same. */
export function copyBacklog({ newFolder }: Setting, folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  return copy;
}
