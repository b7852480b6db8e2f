import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listMessages, type Message, postMessage } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect, vi } from 'vitest';
import { call } from '../call.ts';
import { openConversation } from '../exchange-raw.ts';
import { send } from '../send.ts';
import { it } from './process-test.ts';

const CLIENTS = 16;

describe('a server that is told to stop', () => {
  it.for(['SIGTERM', 'SIGINT'] as const)(
    'by %s ends with 0 and leaves one whole file',
    async (signal, { dataDir, launch }) => {
      const server = await launch.server();
      await call(server, postMessage, { body: { content: 'hello' } });
      server.kill(signal);
      expect(await server.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
      expect(existsSync(join(dataDir, 'bookchat.db-wal'))).toBe(false);
      expect(readFileSync(join(dataDir, 'logs/app.log'), 'utf8')).toMatch(/"stopping"[\s\S]*"stopped"/);
    },
  );

  it('by the same signal twice, from a supervisor and its launcher, ends with 0 all the same', async ({
    launch,
  }) => {
    const server = await launch.server();
    await call(server, postMessage, { body: { content: 'hello' } });
    server.kill('SIGTERM');
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('under load loses nothing that it has acknowledged, and stores no refused post', async ({ launch }) => {
    const env = { ARCHIVE: 'off' }; // whose receipts would come to what was acknowledged without one
    const server = await launch.server(env);
    const acknowledged: Message[] = [];
    const refused: string[] = [];
    const clients = Array.from({ length: CLIENTS }, () => writeUntilRefused(server, acknowledged, refused));
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(CLIENTS * 3));
    server.kill('SIGTERM');
    await Promise.all(clients);
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    const stored = await readAll(await launch.server(env));
    expect(stored.filter(({ id }) => refused.includes(id))).toEqual([]);
    const byId = new Map(stored.map((message) => [message.id, message]));
    expect(byId.size).toBe(stored.length);
    expect(acknowledged.map(({ id }) => byId.get(id))).toEqual(acknowledged);
  });

  it('ends also where a client never finishes its request', async ({ launch }) => {
    const server = await launch.server();
    const conversation = openConversation(server);
    conversation.write('POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{');
    await call(server, listMessages);
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    await conversation.end;
  });
});

/** Posts one message after another; those that the server says it did not take go to `refused`. */
async function writeUntilRefused(
  server: { url: string },
  acknowledged: Message[],
  refused: string[],
): Promise<void> {
  for (;;) {
    const id = uuidv7();
    const body = { id, author: 'alice', content: `says ${id}` };
    const answer = await send(server, { method: 'POST', path: postMessage.path, body }).catch(() => null);
    if (answer === null) return; // the connection is gone: nobody knows
    if (answer.status === 201) acknowledged.push(JSON.parse(answer.text) as Message);
    else {
      expect(answer.status).toBe(503);
      refused.push(id);
      return;
    }
  }
}

async function readAll(server: { url: string }, before?: string): Promise<Message[]> {
  const { body } = await call(server, listMessages, { query: { before, limit: 200 } });
  const older = body.has_more ? await readAll(server, body.messages[0]?.id) : [];
  return [...older, ...body.messages];
}
