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

describe('a request that does not say which server it means', () => {
  it.override('env', { ALLOW_OPEN_ACCESS: 'yes' });

  it.for([
    ['without a Host', 'GET /livez HTTP/1.1\r\n'],
    ['with two', 'GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n'],
    ['with two that differ', 'GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n'],
    ['with two in one', 'GET /livez HTTP/1.1\r\nHost: localhost, evil.example\r\n'],
    ['with a path in it', 'GET /livez HTTP/1.1\r\nHost: localhost/a\r\n'],
    ['with another name in the address', 'GET http://evil.example/livez HTTP/1.1\r\nHost: localhost\r\n'],
    ['with another port in the address', 'GET http://localhost:1/livez HTTP/1.1\r\nHost: localhost\r\n'],
    ['with no name in the address', 'GET http:///livez HTTP/1.1\r\nHost: localhost\r\n'],
  ] as const)('is refused %s', async ([, head], { server }) => {
    const answer = parseAnswer(await exchangeRaw(server, `${head}Connection: close\r\n\r\n`));
    expect(readProblem(answer)).toMatchObject({ code: 'malformed_request', status: 400 });
  });

  it.for([
    ['HTTP/1.0 without a Host', 'GET /livez HTTP/1.0\r\n'],
    ['the same name twice over', 'GET http://Localhost:80/livez HTTP/1.1\r\nHost: localhost\r\n'],
  ] as const)('is not one in %s', async ([, head], { server }) => {
    const answer = parseAnswer(await exchangeRaw(server, `${head}Connection: close\r\n\r\n`));
    expect(answer).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });
});

describe('open mode on the network under the name in PUBLIC_URL', () => {
  it.override('env', { ALLOW_OPEN_ACCESS: 'yes', PUBLIC_URL: 'https://chat.example.org' });

  it.for([
    'chat.example.org',
    'CHAT.example.org:443',
    'chat.example.org.',
    'localhost:5002',
    '127.0.0.1',
    '[::1]',
  ])('answers to %s', async (host, { server }) => {
    expect(await call(server, listMessages, { headers: { host } })).toMatchObject({ status: 200 });
  });

  it.for([
    'evil.example',
    'chat.example.org.evil.example',
    'example.org',
    'xchat.example.org',
    '192.168.1.5',
  ])('refuses %s, which a foreign page could make its own', async (host, { server }) => {
    const headers = { host, origin: `http://${host}`, 'x-forwarded-host': 'chat.example.org' };
    const { body } = await callRefused(server, postMessage, { headers, body: { content: 'hello' } });
    expect(body).toMatchObject({ code: 'host_not_allowed', status: 403 });
    expect(body.detail).toContain('chat.example.org');
  });

  it('answers what a proxy passes on', async ({ server }) => {
    const headers = { host: 'chat.example.org', 'x-forwarded-for': '203.0.113.7' };
    expect(await call(server, listMessages, { headers })).toMatchObject({ status: 200 });
  });
});

describe('open mode on the network, by ALLOW_OPEN_ACCESS=yes', () => {
  it.override('env', { ALLOW_OPEN_ACCESS: 'yes' });

  it('answers to any name where PUBLIC_URL is not set', async ({ server }) => {
    const headers = { host: 'chat.example.org' };
    expect(await call(server, listMessages, { headers })).toMatchObject({ status: 200 });
  });

  it.for(PROXY_HEADERS)('answers a request that bears %s', async (name, { server }) => {
    const headers = { [name]: '127.0.0.1' };
    expect(await call(server, listMessages, { headers })).toMatchObject({ status: 200 });
  });
});

describe('a server with accounts', () => {
  it('answers to any name without PUBLIC_URL, through a proxy as well', async ({ start }) => {
    const server = await start.server({ AUTH_MODE: 'accounts' });
    const headers = { host: 'chat.example.org', 'x-forwarded-for': '203.0.113.7' };
    expect((await callRefused(server, listMessages, { headers })).body.code).toBe('sign_in_needed');
  });

  it('answers to the name in PUBLIC_URL and its own alone', async ({ start }) => {
    const server = await start.server({ AUTH_MODE: 'accounts', PUBLIC_URL: 'https://chat.example.org' });
    for (const [host, code] of [
      ['chat.example.org', 'sign_in_needed'],
      ['localhost', 'sign_in_needed'],
      ['evil.example', 'host_not_allowed'],
    ] as const)
      expect((await callRefused(server, listMessages, { headers: { host } })).body.code).toBe(code);
  });
});
