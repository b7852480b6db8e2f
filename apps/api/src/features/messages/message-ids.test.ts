import { type Message, postMessage } from '@bookchat/shared';
import { uuidv7 } from 'uuidv7';
import { describe, expect } from 'vitest';
import { call, callRefused } from '../../../test/call.ts';
import { post } from '../../../test/post.ts';
import { send } from '../../../test/send.ts';
import { it } from '../../../test/server-test.ts';
import type { Database } from '../../db/open-database.ts';

const CLIENTS = 32;

describe('posting an id again', () => {
  it('answers the same author 200 with the first message, whatever the retry says', async ({ server }) => {
    const [first] = await post(server, { id: uuidv7(), author: 'alice', content: 'hello' });
    const retry = await call(server, postMessage, {
      body: { id: first?.id, author: 'alice', content: 'something else' },
    });
    expect(retry).toMatchObject({ status: 200, body: first });
  });

  it('answers 200 to an id written in upper case', async ({ server }) => {
    const [first] = await post(server, { id: uuidv7(), author: 'alice', content: 'hello' });
    const retry = await call(server, postMessage, {
      body: { id: first?.id.toUpperCase(), author: 'alice', content: 'hello' },
    });
    expect(retry).toMatchObject({ status: 200, body: first });
  });

  it('answers 200 to an author whose name is composed differently', async ({ server }) => {
    const [first] = await post(server, { id: uuidv7(), author: 'Zo\u00eb', content: 'hello' });
    const retry = await call(server, postMessage, {
      body: { id: first?.id, author: 'Zoe\u0308', content: 'hello' },
    });
    expect(retry).toMatchObject({ status: 200, body: first });
  });

  it('refuses another author with 409 and keeps what the message says to itself', async ({ server }) => {
    const [first] = await post(server, { id: uuidv7(), author: 'alice', content: 'a secret plan' });
    const { body } = await callRefused(server, postMessage, {
      body: { id: first?.id, author: 'bob', content: 'hello' },
    });
    expect(body).toMatchObject({ code: 'id_taken', status: 409 });
    expect(JSON.stringify(body)).not.toMatch(/alice|secret plan/);
  });

  it('stores one message for 32 posts at the same moment', async ({ server }) => {
    const id = uuidv7();
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, (_, index) =>
        call(server, postMessage, { body: { id, author: 'alice', content: `try ${index}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(CLIENTS - 1).fill(200), 201]);
    const [message] = new Set(answers.map(({ body }) => JSON.stringify(body)));
    expect(listAll(server)).toEqual([JSON.parse(message ?? '')]);
  });

  it('gives the id to one of two authors who post it at the same moment', async ({ server }) => {
    const id = uuidv7();
    const statuses = await Promise.all(
      ['alice', 'bob'].map(async (author) => {
        const body = { id, author, content: 'mine' };
        const answer = await send(server, { method: 'POST', path: postMessage.path, body });
        return answer.status;
      }),
    );
    expect(statuses.toSorted()).toEqual([201, 409]);
  });

  it('answers with the first message after a restart', async ({ folder, start }) => {
    const body = { id: uuidv7(), author: 'alice', content: 'hello' };
    const before = await start.server({ DATA_DIR: folder });
    const [first] = await post(before, body);
    await before.close();
    const retry = await call(await start.server({ DATA_DIR: folder }), postMessage, { body });
    expect(retry).toMatchObject({ status: 200, body: first });
  });
});

function listAll({ database }: { database: Database }): Message[] {
  const rows = database.prepareRead((db) =>
    db
      .selectFrom('messages')
      .select([
        'id',
        'room',
        'author',
        'author_id',
        'content',
        'created_at',
        'edited_at',
        'git_commit_hash',
        'synced',
      ]),
  );
  return rows.all({}).map((row) => ({ ...row, synced: row.synced === 1 }));
}
