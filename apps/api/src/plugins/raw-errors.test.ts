import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, vi } from 'vitest';
import { exchangeRaw, openConversation, parseAnswer } from '../../test/exchange-raw.ts';
import { readProblem } from '../../test/read-problem.ts';
import { it } from '../../test/server-test.ts';

const GET_LIVEZ = 'GET /livez HTTP/1.1\r\nHost: localhost\r\n';
const FIXED_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const POST = 'POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

describe('what is not HTTP', () => {
  it.for([
    ['garbage', 'hello?\r\n\r\n'],
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['a method that does not exist', 'FLY / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['another version of HTTP', 'GET / HTTP/9.9\r\nHost: localhost\r\n\r\n'],
    ['a header without a colon', `${GET_LIVEZ}nonsense\r\n\r\n`],
    ['a header with a NUL', `${GET_LIVEZ}X-Name: a\0b\r\n\r\n`],
    ['a negative length', `${POST}Content-Length: -5\r\n\r\n`],
    ['two lengths', `${POST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`],
    ['a length and chunks', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks and a length', `${POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`],
    ['chunked before another coding', `${POST}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`],
    ['a coding that is not chunked', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a chunk of no size', `${POST}Transfer-Encoding: chunked\r\n\r\nhello\r\n\r\n`],
    ['a space before the colon', `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a folded header', `${GET_LIVEZ}X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n\r\n0\r\n\r\n\x01\r\n\r\n`],
  ] as const)('answers %s with 400 and hangs up', async ([, bytes], { server }) => {
    const answers = (await exchangeRaw(server, bytes)).split(/(?=HTTP\/1\.1 \d)/);
    const answer = parseAnswer(answers.at(-1) ?? '');
    expect(answer.headers).toMatchObject({ connection: 'close', ...FIXED_HEADERS });
    expect(readProblem(answer)).toMatchObject({ code: 'malformed_request', status: 400 });
  });

  it('answers headers of more than 16 KiB with 431', async ({ server }) => {
    const answer = parseAnswer(
      await exchangeRaw(server, `${GET_LIVEZ}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`),
    );
    expect(readProblem(answer)).toMatchObject({ code: 'headers_too_large', status: 431 });
    expect(answer.headers).toMatchObject(FIXED_HEADERS);
  });

  it('answers an address of more than 16 KiB with 431', async ({ server }) => {
    const answer = parseAnswer(
      await exchangeRaw(server, `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
    );
    expect(readProblem(answer).code).toBe('headers_too_large');
  });

  it('keeps browsers to HTTPS with raw answers, too', async ({ start }) => {
    const server = await start.server({ ALLOW_OPEN_ACCESS: 'yes', PUBLIC_URL: 'https://chat.example.org' });
    const answer = parseAnswer(await exchangeRaw(server, 'hello?\r\n\r\n'));
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('goes on for others after all that', async ({ server }) => {
    await exchangeRaw(server, 'hello?\r\n\r\n');
    const answer = parseAnswer(await exchangeRaw(server, `${GET_LIVEZ}Connection: close\r\n\r\n`));
    expect(answer).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  });
});

describe('a tunnel to elsewhere', () => {
  it('is refused, and the connection closed', async ({ server }) => {
    const answer = parseAnswer(
      await exchangeRaw(server, 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n'),
    );
    expect(readProblem(answer)).toMatchObject({ code: 'method_not_allowed', status: 405 });
    expect(answer.headers).toMatchObject({ allow: '', connection: 'close', ...FIXED_HEADERS });
  });
});

describe('an expectation', () => {
  it.for(['100-continue', 'a-miracle', ''])(
    'of %j is met or passed over',
    async (expectation, { server }) => {
      const text = await exchangeRaw(
        server,
        `${GET_LIVEZ}Expect: ${expectation}\r\nConnection: close\r\n\r\n`,
      );
      expect(text.split(/(?=HTTP\/1\.1 \d)/).at(-1)).toContain('HTTP/1.1 200');
    },
  );

  it('helps nobody past the guards', async ({ server }) => {
    const bytes =
      'GET /livez HTTP/1.1\r\nHost: evil.example\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n';
    expect(readProblem(parseAnswer(await exchangeRaw(server, bytes))).code).toBe('host_not_allowed');
  });
});

describe('a connection that breaks off', () => {
  it('within a request is let go without an answer', async ({ server }) => {
    const conversation = openConversation(server);
    conversation.write(`${POST}Content-Length: 30\r\n\r\n{"content":`);
    const [socket] = (await once(server.app.server, 'connection')) as [Socket];
    await once(server.app.server, 'request');
    conversation.reset();
    await vi.waitFor(() => expect(socket.destroyed).toBe(true));
    expect(await conversation.end).toBe('');
    expect(await exchangeRaw(server, `${GET_LIVEZ}Connection: close\r\n\r\n`)).toContain('200 OK');
  });
});

describe('what takes too long', () => {
  it.for([
    ['headers', GET_LIVEZ],
    ['body', `${POST}Content-Length: 30\r\n\r\n{"content":`],
  ] as const)('answers a %s that does not end with 408 and hangs up', async ([, bytes], { server }) => {
    server.app.server.headersTimeout = server.app.server.requestTimeout = 100;
    const answer = parseAnswer(await exchangeRaw(server, bytes));
    expect(answer.headers).toMatchObject({ connection: 'close', ...FIXED_HEADERS });
    expect(readProblem(answer)).toMatchObject({ code: 'request_timeout', status: 408 });
  });

  it('gives a request 10 s, and its headers no more', ({ server }) => {
    const { requestTimeout, headersTimeout } = server.app.server;
    expect({ requestTimeout, headersTimeout }).toEqual({ requestTimeout: 10_000, headersTimeout: 10_000 });
  });
});

describe('pipelined requests', () => {
  it('are answered in order, each by itself', async ({ server }) => {
    const body = '{"content":"hello"}';
    const text = await exchangeRaw(
      server,
      `${POST}Content-Length: ${body.length}\r\n\r\n${body}`,
      `GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      `${GET_LIVEZ}Connection: close\r\n\r\n`,
    );
    expect(text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  });
});
