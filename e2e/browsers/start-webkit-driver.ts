import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { atExit } from '../fixtures/at-exit.ts';

const READY_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 100;

export interface WebkitDriver {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a driver on a screen of its own; with it goes its whole process group, the screen among it. */
export async function startWebkitDriver(driver: string, xvfbRun: string): Promise<WebkitDriver> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['--auto-servernum', driver, `--port=${port}`, '--host=127.0.0.1'];
  const child = spawn(xvfbRun, args, { detached: true, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  child.once('exit', atExit(end));
  const stop = async () => {
    end();
    await ended;
  };
  try {
    await waitUntilReady(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const ready = await fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await setTimeout(ASK_EVERY_MS);
  }
  throw new Error(`WebKitWebDriver was not ready within ${READY_WITHIN_MS / 1_000} s.`);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
