import { postMessage } from '@bookchat/shared';
import { uuidv4, uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { it } from '../../../test/server-test.ts';

const ID = '01931e2f-7c1a-7cc3-98c4-dc0c0c07398f';

describe('POST /api/messages', () => {
  it('answers 201 with the message as it is kept', async ({ server }) => {
    const { status, body } = await call(server, postMessage, { body: { author: 'alice', content: 'hello' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      room: 'general',
      author: 'alice',
      content: 'hello',
      edited_at: null,
      git_commit_hash: null,
      synced: false,
    });
    expect(server.database.prepareRead((db) => db.selectFrom('messages').selectAll()).all({})).toMatchObject([
      { ...body, position: 1, synced: 0 },
    ]);
  });

  it('names whoever gives no name Anonymous', async ({ server }) => {
    const { body } = await call(server, postMessage, { body: { content: 'hello' } });
    expect(body.author).toBe('Anonymous');
  });

  it('keeps the id that the client minted', async ({ server }) => {
    const { body } = await call(server, postMessage, { body: { id: ID, content: 'hello' } });
    expect(body.id).toBe(ID);
  });

  it('keeps an id in lower case', async ({ server }) => {
    const { body } = await call(server, postMessage, { body: { id: ID.toUpperCase(), content: 'hello' } });
    expect(body.id).toBe(ID);
  });

  it('refuses a room that does not exist', async ({ server }) => {
    const { body } = await callRefused(server, postMessage, { body: { room: 'kitchen', content: 'hello' } });
    expect(body).toMatchObject({ code: 'room_not_found', status: 404 });
    expect(body.detail).toContain('kitchen');
  });

  it.for([
    ['an id of version 4', { id: uuidv4(), content: 'hello' }, 'id'],
    ['an id that is no UUID', { id: '1', content: 'hello' }, 'id'],
    ['a field that it does not know', { content: 'hello', colour: 'red' }, 'colour'],
    ['content that is a number', { content: 5 }, 'content'],
    ['no content', { author: 'alice' }, 'content'],
    ['an author that is a list', { author: ['alice'], content: 'hello' }, 'author'],
    ['a room that cannot be a name', { room: '../etc', content: 'hello' }, 'room'],
    ['an id that is null', { id: null, content: 'hello' }, 'id'],
  ] as const)('refuses %s, and names the field', async ([, wrong, path], { server }) => {
    const { body } = await callRefused(server, postMessage, { body: wrong });
    expect(body).toMatchObject({ code: 'validation_failed', status: 400 });
    expect(body.errors).toEqual([{ path, message: expect.stringMatching(/^[A-Z].+\.$/) }]);
  });

  it('names every field that does not fit', async ({ server }) => {
    const wrong = { content: '', author: '', nonsense: 1, more: 2 };
    const { body } = await callRefused(server, postMessage, { body: wrong });
    expect(body.errors?.map(({ path }) => path).toSorted()).toEqual([
      'author',
      'content',
      'more',
      'nonsense',
    ]);
    expect(body.detail).toContain('4 things in the body');
  });

  it.for(['[]', '"hello"', 'null', '5'])(
    'refuses the JSON %s, which is no object',
    async (json, { server }) => {
      const { body } = await callRefused(server, postMessage, {
        body: json,
        headers: { 'content-type': 'application/json' },
      });
      expect(body).toMatchObject({
        code: 'validation_failed',
        errors: [{ path: '', message: 'A JSON object is needed here.' }],
      });
    },
  );

  it('writes nothing of a message that it refuses', async ({ server }) => {
    await callRefused(server, postMessage, { body: { id: uuidv7(), content: '' } });
    expect(server.database.prepareRead((db) => db.selectFrom('messages').selectAll()).all({})).toEqual([]);
  });
});
