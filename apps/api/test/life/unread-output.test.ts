import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { listMessages } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../call.ts';
import { type Output, startWithoutReader, type UnreadServer } from '../start-without-reader.ts';
import { it as base } from './process-test.ts';

/** Their lines are more than a pipe or a terminal takes without a reader. */
const REQUESTS = 1_500;
/** Runs a program on a terminal that nobody reads, passes SIGTERM on, and ends as it does. */
const ON_UNREAD_TERMINAL = [
  'python3',
  '-c',
  'import pty, signal, subprocess, sys\n' +
    'master, slave = pty.openpty()\n' +
    'child = subprocess.Popen(sys.argv[1:], stdout=slave)\n' +
    'signal.signal(signal.SIGTERM, lambda *_: child.terminate())\n' +
    'sys.exit(child.wait())',
];
const TO_CLOSED_PIPE = ['bash', '-c', 'exec "$@" > >(exec true)', 'bash'];

/** A test with a server whose output goes where nobody reads it; the server's whole group ends with it. */
const it = base.extend('begin', async ({ dataDir }, { onCleanup }) => {
  const servers: UnreadServer[] = [];
  onCleanup(() => {
    for (const server of servers) server.kill();
  });
  return async (output: Output, wrapper?: readonly string[]) => {
    const server = await startWithoutReader(dataDir, output, wrapper);
    servers.push(server);
    return server;
  };
});

describe('a server whose standard output', () => {
  it.runIf(existsSync('/dev/full'))('is full goes on, and stops in order', async ({ begin }) => {
    const full = openSync('/dev/full', 'w');
    const server = await begin(full);
    closeSync(full);
    await readMany(server);
    expect(await server.stop()).toEqual({ code: 0, stderr: '' });
  });

  it.runIf(runs('bash'))(
    'is a pipe whose reader went away goes on, and stops in order',
    async ({ begin }) => {
      const server = await begin('pipe', TO_CLOSED_PIPE);
      await readMany(server);
      expect(await server.stop()).toEqual({ code: 0, stderr: '' });
    },
  );

  it('is a pipe that nobody reads goes on, and stops in order', async ({ begin }) => {
    const server = await begin('pipe');
    await readMany(server);
    const ended = server.stop();
    server.child.once('exit', () => server.child.stdout?.destroy());
    expect(await ended).toEqual({ code: 0, stderr: '' });
  });

  it.runIf(runs('python3'))(
    'is a terminal that nobody reads, or that Ctrl-S has stopped, goes on, and stops in order',
    async ({ begin }) => {
      const server = await begin('pipe', ON_UNREAD_TERMINAL);
      await readMany(server);
      expect(await server.stop()).toEqual({ code: 0, stderr: '' });
    },
  );
});

async function readMany(server: UnreadServer): Promise<void> {
  for (let request = 0; request < REQUESTS; request++)
    expect((await call(server, listMessages)).status).toBe(200);
}

function runs(program: string): boolean {
  const isThere = spawnSync(program, ['--version']).status === 0;
  if (!isThere) console.log(`${program} is not here: one test of unread output is left out`);
  return isThere;
}
