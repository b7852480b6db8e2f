import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listMessages } from '@bookchat/shared';
import { describe, expect, vi } from 'vitest';
import { call } from '../call.ts';
import { it } from './process-test.ts';

/** More than any file of the server's own, and less than the 1 MiB at which the log is turned over. */
const OLD_LOG_BYTES = 900_000;
const OLD_LINE = `${JSON.stringify({ message: 'old' }).padEnd(899)}\n`;

describe('a server whose log disk is full', () => {
  it.runIf(canLimit())(
    'goes on, and writes whole lines again once there is room',
    async ({ dataDir, launch }) => {
      const file = join(dataDir, 'logs/app.log');
      mkdirSync(join(dataDir, 'logs'));
      writeFileSync(file, OLD_LINE.repeat(OLD_LOG_BYTES / OLD_LINE.length));
      const server = await launch.server();
      await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('BookChat is ready at'));

      const full = statSync(file).size + 40;
      limitFiles(server.pid, String(full));
      expect(await call(server, listMessages)).toMatchObject({ status: 200 });
      await vi.waitFor(() => expect(statSync(file).size).toBe(full));
      limitFiles(server.pid, 'unlimited');
      await call(server, listMessages);
      server.kill('SIGTERM');
      expect(await server.ended).toMatchObject({ code: 0, stderr: '' });

      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      const broken = lines.filter((line) => !isJson(line));
      expect(broken).toEqual([expect.stringMatching(/^{.{39}$/)]);
      const next = lines[lines.indexOf(broken[0] ?? '') + 1];
      expect(JSON.parse(next ?? '')).toMatchObject({ message: '1 log line was lost' });
      expect(lines.at(-1)).toContain('"stopped"');
    },
  );
});

/** How large a file the process may write: past it, the system takes a part and then nothing, as a full disk does. */
function limitFiles(pid: number, bytes: string): void {
  execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`]);
}

function canLimit(): boolean {
  const isThere = spawnSync('prlimit', ['--version']).status === 0;
  if (!isThere) console.log('prlimit is not here: the test of a full log disk is left out');
  return isThere;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
