import { fileURLToPath } from 'node:url';
import { onBothCores, onCore } from '../processes/cores.ts';
import { findFreePort } from '../processes/find-free-port.ts';
import { raiseOpenFileLimit } from '../processes/raise-open-file-limit.ts';
import { startProcess } from '../processes/start-process.ts';
import { waitUntilReady } from '../processes/wait-until-ready.ts';
import type { Setting } from '../settings.ts';
import type { Target } from './target.ts';

export const BUILT_SERVER = fileURLToPath(new URL('../../../apps/api/dist/server.js', import.meta.url));

const READY_MS = 20_000;
const NEVER_REACHED = '1000000000';

interface Start {
  /** Where its data is; a new folder where none is named. */
  readonly folder?: string;
  /** Settings beside those of every measurement. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it may use the core of the load as well. */
  readonly bothCores?: boolean;
}

/** BookChat as it runs in production. */
export async function startBookChat(
  { cores, serverFile, newFolder }: Setting,
  { folder = newFolder(), env = {}, bothCores = false }: Start = {},
): Promise<Target> {
  const port = await findFreePort();
  const plain = raiseOpenFileLimit([process.execPath, serverFile]);
  const command = bothCores ? onBothCores(cores, plain) : onCore(cores?.server, plain);
  const started = startProcess(command, { env: { ...productionSettings(port, folder), ...env } });
  await waitUntilReady(started, port, READY_MS);
  return { name: 'BookChat', port, pid: started.pid, stop: started.stop };
}

/**
 * Production's own settings but for four: nobody signs in, which `team` measures; it listens on the loopback address; the rate limiter, which does all of its
 * work, has limits that one client does not reach; and the archive is off, whose cost `archive` measures for itself.
 */
export function productionSettings(port: number, folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    AUTH_MODE: 'open',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: folder,
    RATE_LIMIT_MAX_REQUESTS: NEVER_REACHED,
    RATE_LIMIT_MAX_READS: NEVER_REACHED,
    RATE_LIMIT_MAX_POLLS: NEVER_REACHED,
    RATE_LIMIT_MAX_ADMIN: NEVER_REACHED,
    ARCHIVE: 'off',
    // Whatever is set outside: nothing that is measured goes there.
    GITHUB_REPOSITORY: undefined,
    GITHUB_TOKEN: undefined,
  };
}
