import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup } from '@bookchat/shared';
import { type ServerProcess, startProcess } from '../../start-process.ts';
import { readEpoch, readHistory, writeMessages } from './database-file.ts';

/** What a restore begins with: a stopped server that holds more than its backup. */
export interface Scene {
  readonly backupId: string;
  readonly epoch: string;
  /** The whole history, a line a message, as it was in the backup and as it is. */
  readonly inBackup: readonly string[];
  readonly live: readonly string[];
  /** Makes it anew, in a folder of its own. */
  copy(): string;
  remove(): void;
}

/** Enough that copying and checking take some time. */
const MESSAGES_IN_BACKUP = 20_000;
const MESSAGES_AFTER = 500;
export const SETTINGS = {
  ARCHIVE: 'off',
  ADMIN_TOKEN: 'the-admin-token-of-the-crash-test-0123',
  LOG_LEVEL: 'info',
} as const;
export const AS_ADMIN = { authorization: `Bearer ${SETTINGS.ADMIN_TOKEN}` };

export async function makeScene(entry: string): Promise<Scene> {
  const root = mkdtempSync(join(tmpdir(), 'bookchat-crash-restore-'));
  const template = join(root, 'template');
  mkdirSync(template);
  await whileRunning(entry, template, async () => {});
  writeMessages(template, MESSAGES_IN_BACKUP, 'in the backup');
  const backupId = await whileRunning(entry, template, backUp);
  const inBackup = readHistory(template);
  writeMessages(template, MESSAGES_AFTER, 'after it');
  let copies = 0;
  return {
    backupId,
    epoch: readEpoch(template),
    inBackup,
    live: readHistory(template),
    copy() {
      const folder = join(root, `copy-${++copies}`);
      cpSync(template, folder, { recursive: true });
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Runs `work` with a server on the data in a folder, which is stopped in order afterwards. */
export async function whileRunning<T>(
  entry: string,
  dataDir: string,
  work: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const server = await startProcess({ dataDir, entry, env: SETTINGS });
  try {
    return await work(server);
  } finally {
    server.kill('SIGTERM');
    await server.ended;
  }
}

async function backUp({ url }: ServerProcess): Promise<string> {
  const answer = await fetch(`${url}${makeBackup.path}`, { method: 'POST', headers: AS_ADMIN });
  if (!answer.ok) throw new Error(`The backup failed: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}
