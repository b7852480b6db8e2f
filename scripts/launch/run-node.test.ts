import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';

const runNode = join(import.meta.dirname, 'run-node.mjs');

/** Counts the signals that it gets, and ends after the first, a little later, as a server does. */
const server = `
  let signals = 0;
  setInterval(() => {}, 1_000);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
    signals += 1;
    setTimeout(() => process.exit(signals), 300);
  });
  console.log('ready');
`;

/** A launcher as `npm start` makes one. */
function launch(program: string) {
  const script = `
    import { runNode } from ${JSON.stringify(runNode)};
    process.exitCode = await runNode(process.execPath, ['--eval', ${JSON.stringify(program)}]);
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe.skipIf(process.platform === 'win32')('The launcher', () => {
  it('passes the exit code on', async () => {
    expect(await once(launch('process.exit(7)'), 'exit')).toEqual([7, null]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on once, though it comes twice', async (signal) => {
    const launcher = launch(server);
    await once(launcher.stdout, 'data');
    launcher.kill(signal);
    launcher.kill(signal);
    expect(await once(launcher, 'exit')).toEqual([1, null]);
  });

  it('takes the server along when it is killed outright', async () => {
    const launcher = launch(server);
    await once(launcher.stdout, 'data');
    launcher.kill('SIGKILL');
    // The server holds the other end of the pipe until it ends.
    await once(launcher, 'close');
    expect(launcher.signalCode).toBe('SIGKILL');
  });
});
