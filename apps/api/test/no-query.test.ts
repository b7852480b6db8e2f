import { describe, expect } from 'vitest';
import { readProblem } from './read-problem.ts';
import { send } from './send.ts';
import { it } from './server-test.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';

const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

describe('an endpoint that takes no query', () => {
  it.for(['/api/stats', '/api/system/monitoring', '/api/system/health', '/api/system/backups'])(
    'refuses one, instead of passing over it: %s',
    async (path, { server }) => {
      expect((await send(server, { path, headers })).status).toBe(200);
      expect(readProblem(await send(server, { path: `${path}?hours=1`, headers }))).toMatchObject({
        status: 400,
        code: 'validation_failed',
        detail: expect.stringContaining('query'),
      });
    },
  );

  it('refuses it also where something is written', async ({ server }) => {
    const path = '/api/messages?room=general';
    const post = { method: 'POST', path, headers: { 'content-type': 'application/json' } };
    const answer = await send(server, { ...post, body: '{"content":"hello"}' });
    expect(readProblem(answer)).toMatchObject({ status: 400, code: 'validation_failed' });
  });

  it.for(['/livez', '/readyz', '/docs', '/api/openapi.json'])(
    'takes what a probe or a browser adds: %s',
    async (path, { server }) => {
      expect((await send(server, { path: `${path}?t=1` })).status).toBe(200);
    },
  );
});
