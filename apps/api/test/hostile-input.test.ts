import { type Endpoint, PROBLEM_MEDIA_TYPE } from '@bookchat/shared';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect } from 'vitest';
import { readAnswer } from './call.ts';
import { exchangeRaw, parseAnswer } from './exchange-raw.ts';
import { type DescribedOperation, readDocument } from './read-document.ts';
import { readProblem } from './read-problem.ts';
import { type Received, type Sending, send } from './send.ts';
import { it as base } from './server-test.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';
import { writeWebApp } from './write-web-app.ts';

const RUNS_PER_OPERATION = Number(process.env['BOOKCHAT_PROPERTY_RUNS'] ?? 60);
const ID = '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f';

/** Those that some route takes, those that none takes, and those that Node has a way of its own with. */
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'DELETE',
  'OPTIONS',
  'QUERY',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'CONNECT',
];
const PATHS = [
  '/',
  '/assets/app-1a2b3c4d.js',
  '/nowhere',
  '/docs',
  '/api/messages',
  '/api/changes',
  '/livez',
  '*',
];
const LONG_AGO = 'Mon, 01 Jan 2001 00:00:00 GMT';
const TAGS = ['*', '"x"', 'W/"x", "y"', '"', ''];
const HELLO = '{"content":"hello"}';
const BODIES = ['', HELLO, '0\r\n\r\n', '5\r\nhello\r\n0\r\n\r\n'] as const;
type Header = readonly [name: string, value: string];
const STANDARD_HEADERS = Object.entries({
  Accept: ['text/html', '*/*;q=0', 'a'],
  'Accept-Charset': ['utf-16'],
  'Accept-Encoding': ['br', 'gzip;q=2', '*;q=0', ',,'],
  'Accept-Language': ['tlh', ';'],
  'Accept-Version': ['1.x', '*'],
  Authorization: ['Bearer', 'Basic Og==', 'Bearer \t'],
  'Content-Encoding': ['gzip', 'br, gzip', 'identity', ''],
  'Content-Length': ['0', '3', '19', '19, 19', '-1', '1e1'],
  'Content-Range': ['bytes 0-1/2'],
  'Content-Type': ['application/json', 'application/json; charset=utf-16', 'text/plain', '/', ''],
  Cookie: ['bookchat_admin=%', '=;', '__Host-bookchat_admin'],
  Expect: ['100-continue', 'a-miracle', ''],
  Forwarded: ['for=203.0.113.7'],
  Host: ['localhost', 'evil.example', ''],
  'If-Match': TAGS,
  'If-Modified-Since': [LONG_AGO, 'yesterday', ''],
  'If-None-Match': TAGS,
  'If-Range': ['"x"', LONG_AGO],
  'If-Unmodified-Since': [LONG_AGO, 'yesterday', ''],
  'Max-Forwards': ['0', '-1'],
  Origin: ['null', 'https://evil.example'],
  Range: ['bytes=99999-', 'bytes=5-2', 'bytes=0-0,2-3', 'bytes=-0', 'lines=1-2', ''],
  TE: ['trailers'],
  Trailer: ['Content-Length'],
  'Transfer-Encoding': ['chunked', 'gzip', 'gzip, chunked', 'chunked, chunked', ''],
  Upgrade: ['websocket', 'h2c', 'TLS/1.0'],
  'X-HTTP-Method-Override': ['DELETE'],
}).flatMap(([name, values]) => values.map((value): Header => [name, value]));

/** Things that have broken servers before, beside what chance brings. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  "' or 1=1 --",
  '<script>',
  '__proto__',
  'constructor',
  ID,
  ID.toUpperCase(),
  '00000000-0',
  '5f2c9a1e-128',
  'general',
  '\u202e',
  '9'.repeat(400),
  'x'.repeat(5_000),
);
const text = fc.oneof(nasty, fc.string({ unit: 'binary' }));
const value = fc.oneof({ weight: 3, arbitrary: text }, fc.jsonValue());

describe('any input at all', () => {
  base(
    'is answered as the document says, and never with 5xx',
    async ({ server }) => {
      const { operations } = await readDocument(server);
      expect(operations.length).toBeGreaterThan(8);
      for (const described of operations) {
        const endpoint = server.app.endpoints.find(
          ({ method, path }) => method === described.method && path === described.path,
        );
        await fc.assert(
          fc.asyncProperty(sendingTo(described), async (sending) => {
            await expectDescribedAnswer(server, sending, described, endpoint as Endpoint);
          }),
          { numRuns: RUNS_PER_OPERATION },
        );
      }
    },
    60_000,
  );

  base('is refused at any other address', async ({ server }) => {
    const path = fc.webPath().filter((candidate) => !/^\/(?:docs|livez|readyz|api\/)/.test(candidate));
    const methods = fc.constantFrom(
      'GET',
      'POST',
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'QUERY',
      'TRACE',
      'PURGE',
    );
    await fc.assert(
      fc.asyncProperty(path, methods, async (address, method) => {
        const answer = await send(server, { method, path: address === '' ? '/' : address });
        expect(readProblem(answer).status).toBeLessThan(500);
      }),
      { numRuns: RUNS_PER_OPERATION },
    );
  });
});

describe('any method', () => {
  const it = base
    .extend('lines', () => [] as string[])
    .extend('server', async ({ folder, start, lines }) => {
      const logger = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
      const server = await start.server({}, { webRoot: writeWebApp(folder), logger });
      // A body that is shorter than it says is given up sooner.
      server.app.server.headersTimeout = server.app.server.requestTimeout = 500;
      return server;
    });

  it('with any one header is answered, and never with 5xx', async ({ server, lines }) => {
    for (const header of STANDARD_HEADERS) {
      const requests = METHODS.flatMap((method) =>
        ['/', '/api/messages'].flatMap((path) =>
          ['', HELLO].map((body) => toBytes({ method, path, headers: [header], body })),
        ),
      );
      await Promise.all(requests.map((bytes) => expectAnswered(server, bytes)));
    }
    expect(lines, 'and is no error of the server').toEqual([]);
  }, 60_000);

  it('with any headers is answered, and never with 5xx', async ({ server, lines }) => {
    await fc.assert(
      fc.asyncProperty(rawRequests(), (bytes) => expectAnswered(server, bytes)),
      { numRuns: RUNS_PER_OPERATION * 5 },
    );
    expect(lines, 'and is no error of the server').toEqual([]);
  }, 60_000);
});

async function expectAnswered(server: { url: string }, bytes: string): Promise<void> {
  const answers = readAnswers(await exchangeRaw(server, bytes));
  expect(answers, bytes).not.toEqual([]);
  for (const answer of answers) {
    expect(answer.status, bytes).toBeLessThan(500);
    if (answer.status >= 400 && !bytes.startsWith('HEAD') && !isPageForDeadLink(bytes, answer))
      readProblem(answer);
  }
}

/** A person who follows a dead link is shown the page, which says so itself. */
function isPageForDeadLink(bytes: string, { status, headers }: Received): boolean {
  return (
    status === 404 &&
    /^accept: .*text\/html/im.test(bytes) &&
    headers['content-type'] === 'text/html; charset=utf-8'
  );
}

/** Without what only says that the body may come. */
function readAnswers(text: string): Received[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((answer) => answer !== '' && !answer.startsWith('HTTP/1.1 100'))
    .map(parseAnswer);
}

function rawRequests(): fc.Arbitrary<string> {
  return fc
    .record({
      method: fc.constantFrom(...METHODS),
      path: fc.constantFrom(...PATHS),
      headers: fc.uniqueArray(fc.constantFrom(...STANDARD_HEADERS), {
        maxLength: 4,
        selector: ([name]) => name,
      }),
      body: fc.constantFrom(...BODIES),
    })
    .map(toBytes);
}

interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** The headers may say something else of the body than what stands there. */
function toBytes({ method, path, headers, body }: RawRequest): string {
  const own: readonly Header[] = [
    ['Host', 'localhost'],
    ['Connection', 'close'],
    ['Content-Length', String(body.length)],
  ];
  const given = new Set(headers.map(([name]) => (name === 'Transfer-Encoding' ? 'Content-Length' : name)));
  const lines = [...own.filter(([name]) => !given.has(name)), ...headers].map((header) => header.join(': '));
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n');
}

async function expectDescribedAnswer(
  server: { url: string },
  sending: Sending,
  { operation }: DescribedOperation,
  endpoint: Endpoint,
): Promise<void> {
  const answer = await send(server, sending);
  expect(answer.status).toBeLessThan(500);
  expect(Object.keys(operation.responses)).toContain(String(answer.status));
  if (answer.headers['content-type']?.startsWith(PROBLEM_MEDIA_TYPE)) readProblem(answer);
  else readAnswer(endpoint, answer);
}

function sendingTo({ method, path, operation }: DescribedOperation): fc.Arbitrary<Sending> {
  const names = (operation.parameters ?? []).flatMap((parameter) =>
    'name' in parameter ? [parameter.name] : [],
  );
  const query = fc.dictionary(fc.oneof(fc.constantFrom(...names, 'extra'), text), text, { maxKeys: 4 });
  const authorization = fc.constantFrom(`Bearer ${TEST_ADMIN_TOKEN}`, undefined);
  return fc
    .record({ query, body: method === 'POST' ? bodies() : fc.constant(undefined), authorization })
    .map(({ query: search, body, authorization: right }) => ({
      method,
      path: `${path}?${toQuery(search)}`,
      body,
      headers: right === undefined ? {} : { authorization: right },
    }));
}

/** Objects that look like a message, any JSON, and text that is none. */
function bodies(): fc.Arbitrary<unknown> {
  const like = fc.record(
    { content: value, author: value, room: value, id: value, extra: value },
    { requiredKeys: [] },
  );
  const good = fc.record(
    { content: fc.string({ minLength: 1 }), author: fc.string() },
    { requiredKeys: ['content'] },
  );
  return fc.oneof(like, good, fc.jsonValue(), text, fc.constant(undefined));
}

function toQuery(search: Readonly<Record<string, string>>): string {
  return Object.entries(search)
    .map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='))
    .join('&');
}
