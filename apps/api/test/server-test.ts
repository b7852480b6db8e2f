import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { startTestServer, type TestServer } from './start-test-server.ts';

type Env = Readonly<Record<string, string>>;
type Parts = NonNullable<Parameters<typeof startTestServer>[1]>;

/**
 * A test that is given a server of its own, and whatever else it names; all of it is gone when the test ends.
 * `it.override('env', …)` in a `describe` sets what its servers are started with.
 */
export const it = test
  .extend('env', {} as Env)
  .extend('parts', {} as Parts)
  .extend('start', async ({ env, parts }, { onCleanup }) => {
    const servers: TestServer[] = [];
    onCleanup(async () => void (await Promise.all(servers.map((server) => server.close()))));
    return {
      server: async (more: Env = {}, moreParts: Parts = {}) => {
        const server = await startTestServer({ ...env, ...more }, { ...parts, ...moreParts });
        servers.push(server);
        return server;
      },
    };
  })
  .extend('server', ({ start }) => start.server())
  .extend('folder', async ({ task }, { onCleanup }) => {
    const path = mkdtempSync(join(tmpdir(), `bookchat-${task.type}-`));
    onCleanup(() => rmSync(path, { recursive: true, force: true }));
    return path;
  });
