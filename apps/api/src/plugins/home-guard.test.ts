import { listMessages, livez, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../test/call.ts';
import { exchangeRaw, parseAnswer } from '../../test/exchange-raw.ts';
import { readProblem } from '../../test/read-problem.ts';
import { it } from '../../test/server-test.ts';

const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'X-Forwarded-Anything',
];

describe('open mode at home', () => {
  it.for(['localhost', 'LOCALHOST:5002', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:5002'])(
    'answers to the name %s',
    async (host, { server }) => {
      expect(await call(server, livez, { headers: { host } })).toMatchObject({ status: 200 });
    },
  );

  it.for([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:127',
    '192.168.1.5:5002',
    'localhost:5002@evil.example',
    '0.0.0.0',
  ])('refuses the name %j, which a foreign page could make its own', async (host, { server }) => {
    const { body } = await callRefused(server, listMessages, { headers: { host } });
    expect(body).toMatchObject({ code: 'host_not_allowed', status: 403 });
    expect(body.detail).toContain('ALLOW_OPEN_ACCESS=yes');
  });

  it('refuses no name at all', async ({ server }) => {
    const answer = await exchangeRaw(server, 'GET /livez HTTP/1.0\r\n\r\n');
    expect(readProblem(parseAnswer(answer)).code).toBe('host_not_allowed');
  });

  it('refuses an empty name', async ({ server }) => {
    const answer = await exchangeRaw(server, 'GET /livez HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n');
    expect(readProblem(parseAnswer(answer)).code).toBe('host_not_allowed');
  });

  it.for(PROXY_HEADERS)('refuses a request that bears %s', async (name, { server }) => {
    const { body } = await callRefused(server, listMessages, { headers: { [name]: '127.0.0.1' } });
    expect(body).toMatchObject({ code: 'proxy_not_allowed', status: 403 });
  });

  it('writes nothing of a post that came through a proxy', async ({ server }) => {
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    await callRefused(server, postMessage, { body: { content: 'hello' }, headers });
    expect((await call(server, listMessages)).body.messages).toEqual([]);
  });
});

describe('open mode on the network, by ALLOW_OPEN_ACCESS=yes', () => {
  it.override('env', { ALLOW_OPEN_ACCESS: 'yes' });

  it('answers to any name', async ({ server }) => {
    const headers = { host: 'chat.example.org' };
    expect(await call(server, listMessages, { headers })).toMatchObject({ status: 200 });
  });

  it.for(PROXY_HEADERS)('answers a request that bears %s', async (name, { server }) => {
    const headers = { [name]: '127.0.0.1' };
    expect(await call(server, listMessages, { headers })).toMatchObject({ status: 200 });
  });
});
