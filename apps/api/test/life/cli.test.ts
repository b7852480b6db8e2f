import { join } from 'node:path';
import { livez } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call } from '../call.ts';
import { runProcess, startProcess } from '../start-process.ts';
import { it } from './process-test.ts';

const ENTRY = join(import.meta.dirname, '../../src/cli.ts');

describe('the command line', () => {
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
