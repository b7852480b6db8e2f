import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, vi } from 'vitest';
import { it } from '../test/server-test.ts';

describe('a process that cannot serve', () => {
  it('ends with 78 and names the mistakes of its configuration', async ({ folder }) => {
    const end = await runServer({ DATA_DIR: folder, PORT: 'x', MAX_BACKUPS: '0' });
    expect(end.code).toBe(78);
    expect(end.stderr).toMatch(
      /^The configuration has 2 mistakes:\n {2}PORT must be .*\n {2}MAX_BACKUPS must be .*\n$/,
    );
  });

  it('ends with 1 and says that its port is taken', async ({ folder }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await vi.waitFor(() => expect(other.listening).toBe(true));
    const { port } = other.address() as AddressInfo;
    const end = await runServer({ DATA_DIR: folder, PORT: String(port) });
    other.close();
    expect(end).toEqual({
      code: 1,
      stderr: `Port ${port} is taken by another program. Stop it, or set PORT to a free one.\n`,
    });
  });

  it('ends with 1 and says what is wrong with its database', async ({ folder }) => {
    writeFileSync(join(folder, 'bookchat.db'), 'Dear diary,\n'.repeat(100));
    const end = await runServer({ DATA_DIR: folder });
    expect(end).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^The database .* is damaged: it is not a SQLite database\./),
    });
  });

  it('ends with 78 where its .env cannot be read', async ({ folder }) => {
    mkdirSync(join(folder, '.env'));
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const end = await runServer({ DATA_DIR: folder });
    expect(end).toEqual({
      code: 78,
      stderr: 'The configuration has a mistake:\n  .env cannot be read: it is a folder\n',
    });
  });

  it('ends with 1 and says why its data folder cannot be', async ({ folder }) => {
    writeFileSync(join(folder, 'file'), '');
    const end = await runServer({ DATA_DIR: join(folder, 'file/data') });
    expect(end).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^The data folder .* cannot be used: a part of its path is a file\..*\n$/,
      ),
    });
  });
});

/** Runs the program in this process; it has ended when its module is loaded. */
async function runServer(env: Readonly<Record<string, string>>): Promise<{ code: unknown; stderr: string }> {
  for (const [name, value] of Object.entries({ NODE_ENV: 'development', LOG_LEVEL: 'silent', ...env }))
    vi.stubEnv(name, value);
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.resetModules();
  await import('./server.ts');
  vi.unstubAllEnvs();
  return { code: exit.mock.calls[0]?.[0], stderr: stderr.mock.calls.map(([text]) => String(text)).join('') };
}
