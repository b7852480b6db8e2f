import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const START_MS = 30_000;
const FIRST_ID = '01932c07-0000-7000-8000-000000000001';

describe.skipIf(process.platform === 'win32')('npm run dev', () => {
  it('lets a page write, with the API on a port of its own', { timeout: 2 * START_MS }, async () => {
    const port = await freePort();
    const page = await startDev({ PORT: String(port) });

    const answer = await fetch(`${page}/api/messages`, {
      method: 'POST',
      // As a browser sends them with what a page of this address writes.
      headers: { origin: page, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body: JSON.stringify({ id: FIRST_ID, author: 'alice', content: 'Hello from the page' }),
    });

    expect(await answer.json()).toMatchObject({ author: 'alice', content: 'Hello from the page' });
    expect(answer.status).toBe(201);
    const history = await fetch(`http://127.0.0.1:${port}/api/messages`);
    expect(await history.text()).toContain('Hello from the page');
  });
});

/** Starts the API and Vite on data of their own; settles with Vite's address when both are ready. */
async function startDev(settings: Readonly<Record<string, string>>): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bookchat-dev-'));
  const dev = spawn(process.execPath, [join(import.meta.dirname, 'dev.ts')], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'info', DATA_DIR: dataDir, ...settings },
    // A group of its own, as the launcher gives it: a signal to the group reaches all that it starts.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (dev.pid !== undefined && dev.exitCode === null) {
      process.kill(-dev.pid, 'SIGTERM');
      await once(dev, 'close');
    }
    rmSync(dataDir, { recursive: true, force: true });
  });
  let printed = '';
  for await (const text of dev.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    printed += stripVTControlCharacters(text);
    const page = /Local:\s+(http:\S+?)\/\s/.exec(printed)?.[1];
    if (page && printed.includes('BookChat is ready at')) {
      dev.stdout.resume();
      return page;
    }
  }
  throw new Error(`It ended before it was ready: ${printed}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
