import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { SOURCE_ENTRY } from './start-process.ts';

/** Where standard output goes: to a file or device that is open, to a program, or to a pipe. */
export type Output = number | 'pipe';

export interface UnreadServer {
  readonly url: string;
  readonly child: ChildProcess;
  /** Asks it to stop, and tells how it ended. */
  stop(): Promise<{ code: number | null; stderr: string }>;
  /** Ends it and its wrapper, however they are. */
  kill(): void;
}

/**
 * Starts a server whose standard output nobody reads; where it is, its log file tells.
 * @param wrapper a program that runs Node; it is the leader of a group of its own.
 */
export async function startWithoutReader(
  dataDir: string,
  output: Output,
  wrapper: readonly string[] = [],
): Promise<UnreadServer> {
  const [program = process.execPath, ...args] = [...wrapper, process.execPath, SOURCE_ENTRY];
  const child = spawn(program, args, {
    cwd: dataDir,
    detached: true,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      RATE_LIMIT_MAX_READS: '1000000000',
    },
    stdio: ['ignore', output, 'pipe'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close');
  const url = await vi
    .waitFor(() => readUrl(dataDir, stderr), { timeout: 10_000 })
    .catch((error) => {
      killGroup(child);
      throw error;
    });
  return {
    url,
    child,
    kill: () => killGroup(child),
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return { code, stderr };
    },
  };
}

function readUrl(dataDir: string, stderr: string): string {
  const file = join(dataDir, 'logs/app.log');
  const log = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const url = /BookChat is ready at (\S+?)\/"/.exec(log)?.[1];
  if (url === undefined) throw new Error(`The server is not there: ${stderr}`);
  return url;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // it ended by itself
  }
}
