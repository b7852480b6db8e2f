import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { postMessage, readAdminSession } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../test/call.ts';
import { createPaper } from '../test/create-paper.ts';
import { send } from '../test/send.ts';
import { it as base } from '../test/server-test.ts';
import { parseConfig } from './config.ts';
import { type RunningServer, startServer } from './start-server.ts';

/** Starts the whole server with nothing set but its environment and its folder, and stops it when the test ends. */
const it = base.extend('begin', async ({ folder }, { onCleanup }) => {
  const servers: RunningServer[] = [];
  onCleanup(async () => void (await Promise.all(servers.map((server) => server.stop()))));
  return async (env: Readonly<Record<string, string>>) => {
    const terminal = createPaper();
    const server = await startServer(parseConfig({ DATA_DIR: folder, HOST: '127.0.0.1', ...env }), terminal);
    servers.push(server);
    return { ...server, url: server.url.replace(/\/$/, ''), printed: terminal.printed };
  };
});

const ENVIRONMENTS = {
  development: { port: 5002, level: 'debug', writes: 60, keepsFile: true, refusal: null },
  production: { port: 80, level: 'info', writes: 30, keepsFile: true, refusal: 'sign_in_needed' },
  test: { port: 0, level: 'warn', writes: 60, keepsFile: false, refusal: 'admin_required' },
} as const;

describe.for(Object.entries(ENVIRONMENTS))('a server started with NODE_ENV=%s', ([environment, its]) => {
  it.override('env', { NODE_ENV: environment });

  it('listens on its port', async ({ begin, env }) => {
    const port = await portOf(begin(env));
    if (its.port === 0) expect(port).toBeGreaterThan(1_023);
    else expect(port).toBe(its.port);
  });

  it('limits writes to its measure', async ({ begin, env }) => {
    const server = await begin({ ...env, PORT: '0', AUTH_MODE: 'open' });
    const statuses = [];
    for (let count = 0; count <= its.writes; count++) {
      const { status, headers } = await send(server, {
        method: 'POST',
        path: postMessage.path,
        body: { content: 'hello' },
      });
      expect(headers['ratelimit-limit']).toBe(String(its.writes));
      statuses.push(status);
    }
    expect(statuses).toEqual([...Array(its.writes).fill(201), 429]);
  });

  it('logs from its level on', async ({ begin, env }) => {
    const server = await begin({ ...env, PORT: '0' });
    expect(server.logger.level).toBe(its.level);
    await send(server, { path: '/api/messages' });
    await server.stop();
    const isDetailed = its.level !== 'warn';
    expect(server.printed().includes('"answered"')).toBe(isDetailed);
    expect(server.printed()).toContain(`BookChat is ready at ${server.url}`);
  });

  it('keeps its database where it should', async ({ begin, env, folder }) => {
    const server = await begin({ ...env, PORT: '0', AUTH_MODE: 'open' });
    await call(server, postMessage, { body: { content: 'hello' } });
    expect(existsSync(join(folder, 'bookchat.db'))).toBe(its.keepsFile);
  });

  it('asks for the admin right or for an account, or trusts its own machine', async ({ begin, env }) => {
    const server = await begin({ ...env, PORT: '0' });
    if (its.refusal === null) expect((await call(server, readAdminSession)).body.via).toBe('local');
    else expect((await callRefused(server, readAdminSession)).body.code).toBe(its.refusal);
  });
});

/** Where it listens, or would if another program did not, or this user might. */
async function portOf(started: Promise<{ url: string }>): Promise<number> {
  try {
    return Number(new URL((await started).url).port || 80);
  } catch (error) {
    const { code, port } = error as { code?: string; port?: number };
    expect(['EADDRINUSE', 'EACCES']).toContain(code);
    return Number(port);
  }
}
