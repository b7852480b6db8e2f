import { join } from 'node:path';
import { livez } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../call.ts';
import { runProcess, startProcess } from '../start-process.ts';
import { it } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');

describe('the command line', () => {
  it.for([[], ['help'], ['--help'], ['-h']])('lists its commands: %j', async (args, { dataDir }) => {
    const { code, stdout } = await runProcess({ dataDir, entry: ENTRY, args });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: bookchat <command>\n[\s\S]*serve[\s\S]*version[\s\S]*help/);
  });

  it('says its version', async ({ dataDir }) => {
    const { code, stdout } = await runProcess({ dataDir, entry: ENTRY, args: ['--version'] });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.for(['fly', 'constructor', '__proto__'])(
    'refuses the unknown command %s with 64',
    async (command, { dataDir }) => {
      const { code, stdout, stderr } = await runProcess({ dataDir, entry: ENTRY, args: [command] });
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toContain(`There is no command "${command}".`);
    },
  );

  it('serves', async ({ dataDir }) => {
    const server = await startProcess({ dataDir, entry: ENTRY, args: ['serve'] });
    expect(await call(server, livez)).toMatchObject({ status: 200 });
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
  });
});
