import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { type ServerProcess, startProcess } from '../start-process.ts';

/** A test with a data folder, and with servers in processes of their own, which end with it. */
export const it = test
  .extend('dataDir', async ({ task }, { onCleanup }) => {
    const path = mkdtempSync(join(tmpdir(), `bookchat-life-${task.type}-`));
    onCleanup(() => rmSync(path, { recursive: true, force: true }));
    return path;
  })
  .extend('launch', async ({ dataDir }, { onCleanup }) => {
    const servers: ServerProcess[] = [];
    onCleanup(async () => {
      for (const server of servers) server.kill('SIGKILL');
      await Promise.all(servers.map(({ ended }) => ended));
    });
    return {
      server: async (env: Readonly<Record<string, string>> = {}) => {
        const server = await startProcess({ dataDir, env });
        servers.push(server);
        return server;
      },
    };
  });
