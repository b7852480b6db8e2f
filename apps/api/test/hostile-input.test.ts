import { type Endpoint, PROBLEM_MEDIA_TYPE } from '@bookchat/shared';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { readAnswer } from './call.ts';
import { type DescribedOperation, readDocument } from './read-document.ts';
import { readProblem } from './read-problem.ts';
import { type Sending, send } from './send.ts';
import { it } from './server-test.ts';
import { TEST_ADMIN_TOKEN } from './start-test-server.ts';

const RUNS_PER_OPERATION = Number(process.env['BOOKCHAT_PROPERTY_RUNS'] ?? 60);
const ID = '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f';

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
  it('is answered as the document says, and never with 5xx', async ({ server }) => {
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
  }, 60_000);

  it('is refused at any other address', async ({ server }) => {
    const path = fc.webPath().filter((candidate) => !/^\/(?:docs|livez|readyz|api\/)/.test(candidate));
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
    await fc.assert(
      fc.asyncProperty(path, methods, async (address, method) => {
        const answer = await send(server, { method, path: address === '' ? '/' : address });
        expect(readProblem(answer).status).toBeLessThan(500);
      }),
      { numRuns: RUNS_PER_OPERATION },
    );
  });
});

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
