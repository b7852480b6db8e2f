import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedProcess } from './start-process.ts';

const RETRY_MS = 1;
const PATIENCE_MS = 2_000;

/** Asks `/readyz` of a process over and over until it is answered with 200. */
export async function waitUntilReady(
  { child }: StartedProcess,
  port: number,
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error('The server ended before it was ready');
    if (performance.now() > deadline) throw new Error(`Nothing was ready on port ${port} in time`);
    await sleep(RETRY_MS);
  }
}

/** One connection, one request: a refused connection or another status means not yet. */
function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const answer = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(PATIENCE_MS, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('close', () => answer(false));
    socket.once('data', (chunk) => answer(chunk.toString('latin1').startsWith('HTTP/1.1 200')));
    socket.once('connect', () =>
      socket.write(`GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`),
    );
  });
}
