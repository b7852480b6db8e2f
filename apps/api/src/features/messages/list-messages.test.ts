import { listMessages, type Message } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { post } from '../../../test/post.ts';
import { readProblem } from '../../../test/read-problem.ts';
import { send } from '../../../test/send.ts';
import { it as base } from '../../../test/server-test.ts';

/** A room in which alice and bob have counted to seven. */
const it = base.extend('said', async ({ server }) =>
  post(
    server,
    ...[1, 2, 3, 4, 5, 6, 7].map((number) => ({
      author: number % 2 === 0 ? 'bob' : 'alice',
      content: `${number}`,
    })),
  ),
);

describe('GET /api/messages', () => {
  base('answers an empty room with an empty page', async ({ server }) => {
    const { status, body } = await call(server, listMessages);
    expect({ status, body }).toEqual({ status: 200, body: { messages: [], has_more: false } });
  });

  it('brings the newest page, oldest message first', async ({ server, said }) => {
    const { body } = await call(server, listMessages, { query: { limit: 3 } });
    expect(body).toEqual({ messages: said.slice(4), has_more: true });
  });

  it('brings the page before a message', async ({ server, said }) => {
    const { body } = await call(server, listMessages, { query: { before: said[4]?.id, limit: 3 } });
    expect(body).toEqual({ messages: said.slice(1, 4), has_more: true });
  });

  it('brings the page after a message', async ({ server, said }) => {
    const { body } = await call(server, listMessages, { query: { after: said[1]?.id, limit: 3 } });
    expect(body).toEqual({ messages: said.slice(2, 5), has_more: true });
  });

  it('says at either end that there is no more', async ({ server, said }) => {
    const oldest = await call(server, listMessages, { query: { before: said[3]?.id, limit: 3 } });
    const newest = await call(server, listMessages, { query: { after: said[3]?.id, limit: 3 } });
    expect(oldest.body).toEqual({ messages: said.slice(0, 3), has_more: false });
    expect(newest.body).toEqual({ messages: said.slice(4), has_more: false });
  });

  it('brings an empty page past either end', async ({ server, said }) => {
    const query = { before: said[0]?.id };
    expect((await call(server, listMessages, { query })).body.messages).toEqual([]);
    expect((await call(server, listMessages, { query: { after: said[6]?.id } })).body.messages).toEqual([]);
  });

  it('reads the whole room backwards page by page', async ({ server, said }) => {
    expect(await readBackwards(server, said[6] as Message)).toEqual(said.slice(0, 6));
  });

  it('orders by arrival, whatever the minted ids say', async ({ server }) => {
    const [older, newer] = [uuidv7(), uuidv7()];
    await post(server, { id: newer, content: 'first' }, { id: older, content: 'second' });
    const { body } = await call(server, listMessages);
    expect(body.messages.slice(-2).map(({ content }) => content)).toEqual(['first', 'second']);
    const after = await call(server, listMessages, { query: { after: newer } });
    expect(after.body.messages.map(({ content }) => content)).toEqual(['second']);
  });

  it('takes an id in upper case', async ({ server, said }) => {
    const { body } = await call(server, listMessages, { query: { before: said[1]?.id.toUpperCase() } });
    expect(body.messages).toEqual(said.slice(0, 1));
  });

  base('brings 50 messages unless told, and at most 200', async ({ server }) => {
    await Promise.all(Array.from({ length: 210 }, (_, number) => post(server, { content: `${number}` })));
    expect((await call(server, listMessages)).body.messages).toHaveLength(50);
    expect((await call(server, listMessages, { query: { limit: 200 } })).body.messages).toHaveLength(200);
  });

  base.for([
    ['limit', '0'],
    ['limit', '201'],
    ['limit', '-1'],
    ['limit', '1e1'],
    ['limit', '0x3'],
    ['limit', ' 5'],
    ['limit', '+5'],
    ['limit', ''],
    ['limit', '1.5'],
    ['limit', 'ten'],
    ['before', 'yesterday'],
    ['after', '5'],
    ['room', 'A Room'],
    ['offset', '10'],
  ] as const)('refuses %s=%s, and names the field', async ([field, value], { server }) => {
    const { body } = await callRefused(server, listMessages, { query: { [field]: value } });
    expect(body).toMatchObject({ code: 'validation_failed', status: 400 });
    expect(body.detail).toContain('in the query');
    expect(body.errors?.map(({ path }) => path)).toEqual([field]);
  });

  base.for([
    ['limit=5&limit=6', 'limit'],
    ['room=general&room=general', 'room'],
    ['room=a&limit=5&room=b&room=c', 'room'],
  ] as const)('says of %s that it came twice', async ([query, path], { server }) => {
    const { errors } = readProblem(await send(server, { path: `${listMessages.path}?${query}` }));
    expect(errors).toEqual([{ path, message: `This came twice. Give ${path} once.` }]);
  });

  it('refuses before and after together', async ({ server, said }) => {
    const { body } = await callRefused(server, listMessages, {
      query: { before: said[5]?.id, after: said[1]?.id },
    });
    expect(body.errors).toEqual([{ path: 'after', message: 'Give `before` or `after`, not both.' }]);
  });

  it.for(['before', 'after'] as const)('answers 404 to an unknown message %s', async (side, { server }) => {
    const { body } = await callRefused(server, listMessages, { query: { [side]: uuidv7() } });
    expect(body).toMatchObject({ code: 'message_not_found', status: 404 });
  });

  base('answers 404 to a room that does not exist', async ({ server }) => {
    const { body } = await callRefused(server, listMessages, { query: { room: 'kitchen' } });
    expect(body).toMatchObject({ code: 'room_not_found', status: 404 });
  });
});

async function readBackwards(server: { url: string }, from: Message): Promise<Message[]> {
  const { body } = await call(server, listMessages, { query: { before: from.id, limit: 2 } });
  const [oldest] = body.messages;
  return oldest === undefined ? [] : [...(await readBackwards(server, oldest)), ...body.messages];
}
