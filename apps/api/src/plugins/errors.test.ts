import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { listMessages, postMessage } from '@bookchat/shared';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { describe, expect, vi } from 'vitest';
import { callRefused } from '../../test/call.ts';
import { openConversation } from '../../test/exchange-raw.ts';
import { it as base } from '../../test/server-test.ts';

const POST = `POST ${postMessage.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;

/** A server, and what it logs of errors. */
const it = base
  .extend('lines', () => [] as string[])
  .extend('server', ({ start, lines }) =>
    start.server({}, { logger: pino({ level: 'error' }, { write: (line) => void lines.push(line) }) }),
  );

describe('a request that its client breaks', () => {
  it.for([
    ['off within the body', 'Content-Length: 100\r\n\r\n{"a'],
    ['with a chunk that has no size', 'Transfer-Encoding: chunked\r\n\r\nhello\r\n\r\n'],
    ['off within a chunk', 'Transfer-Encoding: chunked\r\n\r\nff\r\n{"a'],
    ['by a body that does not end', 'Content-Length: 100\r\n\r\n{"b'],
  ] as const)('%s is no error of the server', async ([how, rest], { server, lines }) => {
    if (how.startsWith('by')) server.app.server.headersTimeout = server.app.server.requestTimeout = 100;
    const conversation = openConversation(server);
    conversation.write(POST + rest);
    const [request] = (await once(server.app.server, 'request')) as [IncomingMessage];
    if (how.startsWith('off')) conversation.reset();
    await conversation.end;
    await vi.waitFor(() => expect(request.socket.destroyed).toBe(true));
    await server.close();
    expect(lines).toEqual([]);
  });
});

describe('a read that the database refuses', () => {
  it.for(['SQLITE_BUSY', 'SQLITE_IOERR_READ'])(
    'for %s is answered with 503 and when to come back',
    async (code, { server, lines }) => {
      const restore = failStatements(code);
      const { body, headers } = await callRefused(server, listMessages).finally(restore);
      expect(body).toMatchObject({ code: 'overloaded', status: 503 });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(lines, 'and noted with its reason').toEqual([expect.stringContaining(code)]);
    },
  );

  it.for(['SQLITE_CORRUPT_INDEX', 'SQLITE_NOTADB'])(
    'for %s says that the database is damaged',
    async (code, { server }) => {
      const restore = failStatements(code);
      const { body } = await callRefused(server, listMessages).finally(restore);
      expect(body).toMatchObject({ code: 'internal_error', detail: expect.stringContaining('damaged') });
    },
  );
});

/** Lets every read fail as a worn-out disk would. */
function failStatements(code: string): () => void {
  const memory = new BetterSqlite3(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('select 1')) as BetterSqlite3.Statement;
  memory.close();
  const fail = () => {
    throw new BetterSqlite3.SqliteError('the disk failed', code);
  };
  const spies = (['all', 'get'] as const).map((method) =>
    vi.spyOn(statements, method).mockImplementation(fail),
  );
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}
