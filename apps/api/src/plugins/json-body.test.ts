import { closeAdminSession, postMessage } from '@bookchat/shared';
import { describe, expect } from 'vitest';
import { exchangeRaw, parseAnswer } from '../../test/exchange-raw.ts';
import { readProblem } from '../../test/read-problem.ts';
import { send } from '../../test/send.ts';
import { it } from '../../test/server-test.ts';

const MAX_BODY_BYTES = 16 * 1024;
const TO_MESSAGES = { method: 'POST', path: postMessage.path };

function json(body: string, type = 'application/json') {
  return { ...TO_MESSAGES, body, headers: { 'content-type': type } };
}

describe('a body', () => {
  it.for([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
    'Application/JSON',
  ])('is read as %s', async (type, { server }) => {
    expect(await send(server, json('{"content":"hello"}', type))).toMatchObject({ status: 201 });
  });

  it.for([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'text/json',
    'application/xml',
    'nonsense',
  ])('is refused as %s with 415', async (type, { server }) => {
    const problem = readProblem(await send(server, json('{"content":"hello"}', type)));
    expect(problem).toMatchObject({ code: 'unsupported_media_type', status: 415 });
    expect(problem.detail).toContain('Content-Type: application/json');
  });

  it('is refused without a type with 415', async ({ server }) => {
    const answer = await send(server, { ...TO_MESSAGES, body: '{"content":"hello"}' });
    expect(readProblem(answer).code).toBe('unsupported_media_type');
  });

  it.for(['utf-16', 'iso-8859-1', 'windows-1252', '"utf-7"', 'utf-8; charset=latin1', ''])(
    'is refused in the charset %s with 415',
    async (charset, { server }) => {
      const type = `application/json; charset=${charset}`;
      const problem = readProblem(await send(server, json('{"content":"hello"}', type)));
      expect(problem).toMatchObject({ code: 'unsupported_media_type', status: 415 });
    },
  );

  it.for(['gzip', 'br', 'deflate', 'gzip, identity', 'x-anything'])(
    'is refused in the encoding %s with 415',
    async (encoding, { server }) => {
      const { headers, ...sending } = json('{"content":"hello"}');
      const answer = await send(server, {
        ...sending,
        headers: { ...headers, 'content-encoding': encoding },
      });
      const problem = readProblem(answer);
      expect(problem).toMatchObject({ code: 'unsupported_media_type', status: 415 });
      expect(problem.detail).toContain('without `Content-Encoding`');
      expect(answer.headers['accept-encoding']).toBe('identity');
    },
  );

  it('may say that it is not encoded', async ({ server }) => {
    const { headers, ...sending } = json('{"content":"hello"}');
    const answer = await send(server, {
      ...sending,
      headers: { ...headers, 'content-encoding': 'Identity' },
    });
    expect(answer.status).toBe(201);
  });

  it.for([
    ['half of a character', '\xc3'],
    ['Latin-1', 'caf\xe9'],
    ['a surrogate', '\xed\xa0\x80'],
    ['more bytes than needed', '\xc0\xaf'],
  ] as const)('is refused with %s in it', async ([, bytes], { server }) => {
    const body = `{"content":"${bytes}"}`;
    const head = `POST /api/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const problem = readProblem(parseAnswer(await exchangeRaw(server, head + body)));
    expect(problem).toMatchObject({ code: 'malformed_json', status: 400 });
    expect(problem.detail).toContain('not UTF-8');
  });

  it('may begin with a byte order mark', async ({ server }) => {
    const answer = await send(server, json('\ufeff{"content":"caf\u00e9"}'));
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.text)).toMatchObject({ content: 'caf\u00e9' });
  });

  it('may hold 16 KiB', async ({ server }) => {
    const text = '{"content":"hello"}';
    expect(await send(server, json(text.padEnd(MAX_BODY_BYTES)))).toMatchObject({ status: 201 });
  });

  it('is refused from 16 KiB on with 413', async ({ server }) => {
    const problem = readProblem(await send(server, json(' '.repeat(MAX_BODY_BYTES + 1))));
    expect(problem).toMatchObject({ code: 'body_too_large', status: 413 });
    expect(problem.detail).toContain('16,384 bytes');
  });

  it('is refused with 413 also where it does not say its length', async ({ server }) => {
    const chunk = `${(20_000).toString(16)}\r\n${' '.repeat(20_000)}\r\n`;
    const text = await exchangeRaw(
      server,
      `POST /api/messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}0\r\n\r\n`,
    );
    expect(readProblem(parseAnswer(text)).code).toBe('body_too_large');
  });

  it.for(['{"content":', "{'content':'hello'}", 'hello', '{"content":"hello"}}'])(
    'is refused as %s with 400',
    async (text, { server }) => {
      const problem = readProblem(await send(server, json(text)));
      expect(problem).toMatchObject({ code: 'malformed_json', status: 400 });
      expect(problem.detail).toContain('Check its quotes and commas');
    },
  );

  it.for(['__proto__', 'constructor'])('is refused with a field named %s', async (name, { server }) => {
    const problem = readProblem(await send(server, json(`{"content":"hello","${name}":{"synced":true}}`)));
    expect(problem).toMatchObject({ code: 'validation_failed', errors: [{ path: name }] });
  });

  it('is refused when it is empty', async ({ server }) => {
    const problem = readProblem(await send(server, json('')));
    expect(problem).toMatchObject({ code: 'malformed_json', detail: expect.stringContaining('empty') });
  });

  it('is asked for where there is none at all', async ({ server }) => {
    expect(readProblem(await send(server, TO_MESSAGES))).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: '', message: 'A JSON object is needed here.' }],
    });
  });

  it('is refused where none is defined', async ({ server }) => {
    const answer = await send(server, {
      method: 'DELETE',
      path: closeAdminSession.path,
      headers: { 'content-type': 'application/json' },
      body: '{"all":true}',
    });
    expect(readProblem(answer)).toMatchObject({ code: 'validation_failed', errors: [{ path: 'all' }] });
  });

  it('may be empty and say that it is JSON where none is defined', async ({ server }) => {
    const answer = await send(server, {
      method: 'DELETE',
      path: closeAdminSession.path,
      body: '',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(204);
  });
});
