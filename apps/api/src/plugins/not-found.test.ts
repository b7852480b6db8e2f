import { describe, expect } from 'vitest';
import { readProblem } from '../../test/read-problem.ts';
import { send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';

describe('an address where nothing is', () => {
  it.for(['/', '/nowhere', '/api', '/api/', '/api/message', '/api/messages/1', '/docs/', '/.env', '//'])(
    'answers %s with 404',
    async (path, { server }) => {
      const problem = readProblem(await send(server, { path }));
      expect(problem).toMatchObject({ code: 'route_not_found', status: 404 });
      expect(problem.detail).toContain('/docs');
    },
  );

  it('leaves the query out of what it says', async ({ server }) => {
    const answer = await send(server, { path: '/nowhere?token=secret' });
    expect(answer.text).not.toContain('secret');
  });

  it.for(['/%zz', '/api/%'])('answers %s, which cannot be decoded, with 400', async (path, { server }) => {
    const answer = await send(server, { path });
    expect(readProblem(answer)).toMatchObject({ code: 'malformed_request', status: 400 });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a method that an address does not take', () => {
  it.for([
    ['PUT', '/api/messages', ['GET', 'HEAD', 'POST']],
    ['DELETE', '/api/messages', ['GET', 'HEAD', 'POST']],
    ['PATCH', '/api/changes', ['GET', 'HEAD']],
    ['POST', '/livez', ['GET', 'HEAD']],
    ['PUT', '/api/system/session', ['DELETE', 'GET', 'HEAD', 'POST']],
    ['POST', '/api/openapi.json', ['GET', 'HEAD']],
  ] as const)('answers %s %s with 405 and says which it takes', async ([method, path, takes], { server }) => {
    const answer = await send(server, { method, path });
    expect(readProblem(answer)).toMatchObject({ code: 'method_not_allowed', status: 405 });
    expect(String(answer.headers['allow']).split(', ').toSorted()).toEqual(takes);
  });

  it.for(['QUERY', 'TRACE', 'PROPFIND', 'PURGE', 'LOCK', 'SEARCH'])(
    'answers %s with 405, whatever comes along',
    async (method, { server }) => {
      for (const more of [
        {},
        { body: '{' },
        { body: '{', headers: { 'content-type': 'application/json' } },
      ]) {
        const answer = await send(server, { method, path: '/api/messages', ...more });
        expect(readProblem(answer).code).toBe('method_not_allowed');
      }
    },
  );

  it('answers 405 also where the address bears the name of the server', async ({ server }) => {
    const answer = await send(server, { method: 'PUT', path: `${server.url}/livez?a=b` });
    expect(readProblem(answer).code).toBe('method_not_allowed');
  });

  it('answers HEAD as it answers GET, without a body', async ({ server }) => {
    const answer = await send(server, { method: 'HEAD', path: '/livez' });
    expect(answer).toMatchObject({ status: 200, text: '', headers: { 'content-length': '15' } });
  });
});
